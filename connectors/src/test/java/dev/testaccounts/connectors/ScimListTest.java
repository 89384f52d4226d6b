package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.testkit.scim.Quirk;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which accounts a service that speaks SCIM has, part by part. */
class ScimListTest {

  private final HttpConnectors connectors = Scim.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private static void fill(ScimPeer peer) {
    for (String each : new String[] {"a", "b", "c", "d", "e"}) {
      peer.add(each, "tam-" + each, "theirs-alone");
    }
    peer.add("boss", "theirs", "theirs-alone");
  }

  private List<String> all(ScimPeer peer) {
    Connector connector = Scim.connector(connectors, peer.url(), Scim.LEAST);
    List<String> names = new ArrayList<>();
    String from = null;
    do {
      Listing.Part part = (Listing.Part) connector.list(from);
      part.accounts().forEach(each -> names.add(each.username()));
      from = part.next();
    } while (from != null);
    return names;
  }

  private String untold(ScimPeer peer) {
    Connector connector = Scim.connector(connectors, peer.url(), Scim.LEAST);
    Listing.Part part = (Listing.Part) connector.list(null);
    Listing.Untold untold = (Listing.Untold) connector.list(part.next());
    return ((Reply.Unknown) untold.reply()).reason();
  }

  @Test
  void only_those_with_our_mark_are_asked_for() {
    try (ScimPeer peer = new ScimPeer()) {
      fill(peer);

      assertThat(all(peer)).containsExactly("a", "b", "c", "d", "e");
      assertThat(peer.requests())
          .containsExactly(
              "GET /scim/v2/ServiceProviderConfig",
              "GET /scim/v2/Users?startIndex=1&count=100&filter=externalId sw \"tam-\"");
    }
  }

  @Test
  void an_account_is_listed_with_its_id() {
    try (ScimPeer peer = new ScimPeer()) {
      peer.add("a", "tam-a", "theirs-alone");

      assertThat(Scim.connector(connectors, peer.url(), Scim.LEAST).list(null))
          .isEqualTo(new Listing.Part(List.of(new Listing.Listed("a", "u/1")), null));
    }
  }

  @Test
  void pages_may_be_shorter_than_was_asked_for() {
    try (ScimPeer peer = new ScimPeer(Quirk.SHORT_PAGES)) {
      fill(peer);

      assertThat(all(peer)).containsExactly("a", "b", "c", "d", "e");
      assertThat(peer.requests())
          .endsWith("GET /scim/v2/Users?startIndex=5&count=100&filter=externalId sw \"tam-\"");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {"NO_FILTER", "FILTER_REFUSED", "NO_MARKS"})
  void where_marks_cannot_be_asked_for_all_are_listed(Quirk quirk) {
    try (ScimPeer peer = new ScimPeer(quirk, Quirk.SHORT_PAGES)) {
      fill(peer);

      assertThat(all(peer)).containsExactly("a", "b", "c", "d", "e", "boss");
    }
  }

  @Test
  void a_service_without_anybody_has_an_empty_list() {
    try (ScimPeer peer = new ScimPeer()) {
      assertThat(all(peer)).isEmpty();
    }
  }

  @Test
  void a_page_that_is_not_the_one_asked_for_is_not_taken() {
    try (ScimPeer peer = new ScimPeer(Quirk.FIRST_PAGE_ONLY)) {
      fill(peer);

      assertThat(untold(peer))
          .isEqualTo("service 'shop': list: expected users from startIndex 3, got 1");
    }
  }

  @Test
  void a_list_that_ends_before_its_end_is_not_taken() {
    try (ScimPeer peer = new ScimPeer(Quirk.EMPTY_PAGES)) {
      fill(peer);

      assertThat(untold(peer))
          .isEqualTo("service 'shop': list: expected the users from 3 to 5, got none");
    }
  }
}
