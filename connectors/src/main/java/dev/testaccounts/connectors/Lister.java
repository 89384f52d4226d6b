package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.AnswerRule;
import dev.testaccounts.connectors.declaration.Finder;
import dev.testaccounts.connectors.declaration.IdRule;
import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.connectors.declaration.Operation;
import dev.testaccounts.connectors.declaration.Paging;
import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Listing.Listed;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ShownRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks a service for its accounts, one page at a time. */
record Lister(Operation operation, Exchange exchange, Judgement judgement) {

  /**
   * One page.
   *
   * @param from what the page before said of it; null for the first
   */
  Listing part(Variables variables, @Nullable String from) throws MissingValueException {
    Budget budget = exchange.budget();
    Answer answer = exchange.send(operation, variables, request -> page(request, from), budget);
    if (from != null && isBeyondTheLast(answer)) {
      return new Listing.Part(List.of(), null);
    }
    Reply reply = judgement.reply(operation, answer, Judgement.Sought.NOBODY);
    if (!(reply instanceof Reply.Done) || !(answer instanceof Answer.Status status)) {
      return new Listing.Untold(reply);
    }
    JsonNode document = Documents.json(status.received());
    return document == null
        ? untold(Replies.noJson(status.received()))
        : part(document, new Came(status.received(), budget), variables, from);
  }

  /** Where pages or items are counted, some have no page for what comes after the last. */
  private boolean isBeyondTheLast(Answer answer) {
    boolean counted =
        operation.paging() instanceof Paging.Counted || operation.paging() instanceof Paging.Offset;
    return counted
        && answer instanceof Answer.Status status
        && operation.answer().absent().contains(status.status());
  }

  /**
   * What a page came with.
   *
   * @param budget what is left of its time
   */
  private record Came(Received received, Budget budget) {}

  /** The request for the first page, with nothing secret in it. */
  ShownRequest shown(Variables variables) throws MissingValueException {
    return exchange.shown(operation, variables, request -> page(request, null));
  }

  private Listing part(JsonNode document, Came came, Variables variables, @Nullable String from)
      throws MissingValueException {
    AnswerRule rule = operation.answer();
    Finder items = rule.items();
    Finder username = rule.username();
    Finder.Missed missed = items == null ? null : items.missed(document);
    if (missed != null) {
      return untold(Judgement.said(missed, () -> new Unspoken(exchange.secrets(came.budget()))));
    }
    List<JsonNode> found = items == null ? List.of() : items.all(document);
    List<Listed> accounts = new ArrayList<>();
    for (JsonNode item : found) {
      Optional<String> name = username == null ? Optional.empty() : username.text(item);
      if (name.isEmpty()) {
        return untold("expected a username at " + username + " in each of " + items + ", got none");
      }
      accounts.add(new Listed(name.get(), id(rule.id(), item)));
    }
    return operation.paging() instanceof Paging.Link
        ? linked(accounts, came, URI.create(shown(variables).url()))
        : new Listing.Part(accounts, next(document, found.size(), from));
  }

  private static @Nullable String id(@Nullable IdRule rule, JsonNode item) {
    return rule instanceof IdRule.InBody(Finder finder) ? finder.text(item).orElse(null) : null;
  }

  private Listing untold(String what) {
    return new Listing.Untold(new Reply.Unknown(judgement.said(operation, what)));
  }

  private RenderedRequest page(RenderedRequest request, @Nullable String from) {
    Paging paging = operation.paging();
    return switch (paging) {
      case null -> request;
      case Paging.Counted(String parameter, int first, var size) ->
          sized(request, size)
              .withParameter(parameter, from == null ? String.valueOf(first) : from);
      case Paging.Offset(String parameter, int first, var size) ->
          sized(request, size)
              .withParameter(parameter, from == null ? String.valueOf(first) : from);
      case Paging.Cursor cursor -> from == null ? request : turned(request, cursor, from);
      case Paging.Link link -> from == null ? request : request.at(from);
    };
  }

  private static RenderedRequest turned(RenderedRequest request, Paging.Cursor cursor, String to) {
    return cursor.inBody()
        ? request.withField(cursor.parameter(), to)
        : request.withParameter(cursor.parameter(), to);
  }

  private static RenderedRequest sized(RenderedRequest request, Paging.@Nullable Size size) {
    return size == null
        ? request
        : request.withParameter(size.parameter(), String.valueOf(size.value()));
  }

  /** Where pages or items are counted, an empty page is the last: a short one need not be. */
  private @Nullable String next(JsonNode document, int items, @Nullable String from) {
    return switch (operation.paging()) {
      case null -> null;
      case Paging.Link link -> null;
      case Paging.Counted(String parameter, int first, var size) ->
          items == 0 ? null : String.valueOf(number(from, first) + 1);
      case Paging.Offset(String parameter, int first, var size) ->
          items == 0 ? null : String.valueOf(number(from, first) + items);
      case Paging.Cursor(String parameter, Finder next, boolean inBody) ->
          next.text(document).orElse(null);
    };
  }

  private static long number(@Nullable String from, int first) {
    return from == null ? first : Long.parseLong(from);
  }

  /**
   * Our credentials go with the request for the next page: as with redirects, to no other place
   * than where the first one is.
   *
   * @param first where the first page is
   */
  private Listing linked(List<Listed> accounts, Came came, URI first) {
    Links links = Links.read(came.received().values("Link"));
    if (links == null) {
      return untold("expected a Link header as in RFC 8288, got something else");
    }
    Optional<String> next = links.target("next");
    if (next.isEmpty()) {
      return new Listing.Part(accounts, null);
    }
    URI target;
    try {
      URI page = came.received().from();
      target = Links.resolved(page == null ? exchange.base() : page, new URI(next.get()));
    } catch (URISyntaxException e) {
      return untold("expected a URL in the Link header, got something else");
    }
    return Origin.of(target).equals(Origin.of(first))
        ? new Listing.Part(accounts, target.toString())
        : untold("expected the next page in the same place as the first, got another host");
  }

  /** Scheme, host and port (RFC 6454). */
  private record Origin(@Nullable String scheme, @Nullable String host, int port) {

    static Origin of(URI uri) {
      String scheme = folded(uri.getScheme());
      int usual = "https".equals(scheme) ? 443 : 80;
      return new Origin(scheme, folded(uri.getHost()), uri.getPort() < 0 ? usual : uri.getPort());
    }

    private static @Nullable String folded(@Nullable String text) {
      return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
  }
}
