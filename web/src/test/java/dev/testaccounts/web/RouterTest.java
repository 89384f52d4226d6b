package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.web.Router.Match;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

  private static final Route LIST = Route.get("/v1/leases", call -> Answer.nothing());
  private static final Route CLAIM = Route.post("/v1/leases", call -> Answer.nothing());
  private static final Route GET = Route.get("/v1/leases/{id}", call -> Answer.nothing());
  private static final Route RENEW = Route.post("/v1/leases/{id}/renew", call -> Answer.nothing());

  private final Router router = new Router(List.of(LIST, CLAIM, GET, RENEW));

  @Test
  void finds_by_method_and_path() {
    assertThat(router.match("GET", "/v1/leases")).isEqualTo(new Match.Found(LIST, Map.of()));
    assertThat(router.match("POST", "/v1/leases")).isEqualTo(new Match.Found(CLAIM, Map.of()));
    assertThat(router.match("GET", "/v1/leases/7"))
        .isEqualTo(new Match.Found(GET, Map.of("id", "7")));
    assertThat(router.match("POST", "/v1/leases/7/renew"))
        .isEqualTo(new Match.Found(RENEW, Map.of("id", "7")));
  }

  @Test
  void parameters_are_decoded() {
    assertThat(router.match("GET", "/v1/leases/a%2Fb%20c+d"))
        .isEqualTo(new Match.Found(GET, Map.of("id", "a/b c+d")));
  }

  @Test
  void other_methods_are_told() {
    assertThat(router.match("PUT", "/v1/leases"))
        .isEqualTo(new Match.WrongMethod(LIST, "GET, HEAD, POST"));
    assertThat(router.match("GET", "/v1/leases/7/renew"))
        .isEqualTo(new Match.WrongMethod(RENEW, "POST"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "",
        "/v1",
        "/v1/",
        "/v1/leases/",
        "//v1/leases",
        "/v1//leases",
        "/V1/leases",
        "/v1/leases/7/",
        "/v1/leases/7/renew/x",
        "/v1/leases/%zz",
        "/v1/leases/..%2f/x/y",
        "/v1/pools"
      })
  void other_paths_are_none(String path) {
    assertThat(router.match("GET", path)).isEqualTo(new Match.NoPath());
  }

  @Test
  void route_that_is_there_twice_is_a_mistake() {
    assertThatThrownBy(() -> new Router(List.of(LIST, LIST)))
        .hasMessage("GET /v1/leases is there twice");
  }
}
