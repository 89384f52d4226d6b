package dev.testaccounts.connid;

import java.util.ArrayList;
import java.util.List;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.identityconnectors.framework.spi.SearchResultsHandler;
import org.jspecify.annotations.Nullable;

/** Takes up one page of a search, and where the next one begins. Used once, by one thread. */
final class Page implements SearchResultsHandler {

  private final List<ConnectorObject> found = new ArrayList<>();
  private @Nullable String next;

  @Override
  public boolean handle(ConnectorObject each) {
    return found.add(each);
  }

  @Override
  public void handleResult(SearchResult result) {
    next = result.getPagedResultsCookie();
  }

  List<ConnectorObject> found() {
    return List.copyOf(found);
  }

  /** Null where there is no more. */
  @Nullable String next() {
    return next;
  }
}
