package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.web.contract.OpenApi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is served and what is documented are the same. */
class RoutesTest {

  private static final OpenApi OPEN_API = OpenApi.shipped();
  private static final List<Route> ROUTES =
      Routes.all(NoUseCases.useCases(), () -> true, new byte[0]);

  @Test
  void every_route_is_documented_and_every_operation_is_served() {
    assertThat(ROUTES.stream().map(route -> route.method() + " " + route.template()).toList())
        .containsExactlyInAnyOrderElementsOf(
            OPEN_API.operations().stream().map(Object::toString).toList());
  }

  @Test
  void every_route_is_found_and_has_the_parameters_of_its_template() {
    Router router = new Router(ROUTES);
    for (Route route : ROUTES) {
      String path = route.template().replaceAll("\\{[^}]+}", "x");

      assertThat(router.match(route.method(), path))
          .isInstanceOfSatisfying(
              Router.Match.Found.class, found -> assertThat(found.route()).isSameAs(route));
    }
  }

  /** A request example in the document is one that the server's strict reading takes. */
  @Test
  void documented_request_examples_are_read() {
    List<String> read = new ArrayList<>();
    for (OpenApi.Operation operation : OPEN_API.operations()) {
      for (var example :
          operation.node().at("/requestBody/content/application~1json/examples").properties()) {
        byte[] body = example.getValue().get("value").toString().getBytes(StandardCharsets.UTF_8);
        read.add(operation + " " + example.getKey());

        assertThat(refusal(operation, body)).as("%s %s", operation, example.getKey()).isEmpty();
        assertThat(refusal(operation, "{\"unheard-of\":1}".getBytes(StandardCharsets.UTF_8)))
            .as("%s", operation)
            .isPresent();
      }
    }

    assertThat(read).hasSizeGreaterThan(12);
  }

  /** What the reading refuses; what comes behind the reading is not there and not looked at. */
  private static Optional<RefusedException> refusal(OpenApi.Operation operation, byte[] body) {
    Route route =
        ROUTES.stream()
            .filter(
                one ->
                    one.method().equals(operation.method())
                        && one.template().equals(operation.template()))
            .findFirst()
            .orElseThrow();
    try {
      route.handler().handle(call(route, body));
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e);
    } catch (NoUseCases.NotThere e) {
      return Optional.empty();
    }
  }

  private static Call call(Route route, byte[] body) {
    boolean byId = route.template().contains("{id}");
    String value = byId ? "01ja0000000000000000000003" : "user-service";
    return new Call(
        Principal.local(),
        Map.of("id", value, "name", value),
        new Query(Map.of()),
        Optional.empty(),
        name -> Optional.empty(),
        () -> body,
        () -> false,
        Optional.empty());
  }
}
