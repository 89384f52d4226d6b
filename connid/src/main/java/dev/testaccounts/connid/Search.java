package dev.testaccounts.connid;

import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Listing.Listed;
import dev.testaccounts.core.service.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.identityconnectors.framework.common.objects.filter.EqualsFilter;
import org.jspecify.annotations.Nullable;

/** The questions that are asked of a bundle. */
final class Search {

  private static final int PAGE = 100;

  private Search() {}

  /** The account of a name: Done with its id, or Absent. */
  static Reply named(ConnectorFacade facade, ObjectClass objectClass, String name) {
    List<ConnectorObject> found = new ArrayList<>();
    SearchResult _ =
        facade.search(
            objectClass,
            new EqualsFilter(new Name(name)),
            found::add,
            new OperationOptionsBuilder().setAttributesToGet(Name.NAME).build());
    return switch (found.size()) {
      case 0 -> new Reply.Absent();
      case 1 -> new Reply.Done(found.getFirst().getUid().getUidValue());
      default -> new Reply.Rejected("expected one account of that name, got " + found.size());
    };
  }

  /** One page of all accounts. */
  static Listing page(
      ConnectorFacade facade, ObjectClass objectClass, String username, @Nullable String from) {
    OperationOptionsBuilder options =
        new OperationOptionsBuilder().setAttributesToGet(Name.NAME, username).setPageSize(PAGE);
    if (from != null) {
      options.setPagedResultsCookie(from);
    }
    Page page = new Page();
    SearchResult result = facade.search(objectClass, null, page, options.build());
    List<Listed> accounts = new ArrayList<>();
    for (ConnectorObject each : page.found()) {
      List<Object> names = values(each.getAttributeByName(username));
      if (names.isEmpty()) {
        return new Listing.Untold(
            new Reply.Unknown("expected a username at " + username + " in each entry, got none"));
      }
      // In a directory one may have several names: ours may be any of them.
      names.forEach(name -> accounts.add(new Listed(name.toString(), each.getUid().getUidValue())));
    }
    String next = page.next();
    // Some bundles tell it here, some there.
    return new Listing.Part(
        accounts, next == null && result != null ? result.getPagedResultsCookie() : next);
  }

  private static List<Object> values(@Nullable Attribute attribute) {
    return attribute == null || attribute.getValue() == null
        ? List.of()
        : attribute.getValue().stream().filter(Objects::nonNull).toList();
  }
}
