package dev.testaccounts.web;

import dev.testaccounts.api.RequestView;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.api.ServiceHealthView;
import dev.testaccounts.api.ServiceView;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.Services;
import dev.testaccounts.core.service.TargetService;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What people say about services. */
final class ServiceRoutes {

  private final Services services;

  ServiceRoutes(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/services", this::register),
        Route.get("/v1/services", this::list),
        Route.get("/v1/services/{name}", this::get),
        Route.get("/v1/services/{name}/requests/{operation}", this::request),
        Route.put("/v1/services/{name}", this::change),
        Route.delete("/v1/services/{name}", this::remove));
  }

  private Answer register(Call call) {
    call.query().only();
    ServiceBody body = ServiceDocument.read(call.fields(), null);
    return Answer.of(
        Documents.spec(body).then(spec -> register(call, spec)),
        service ->
            Answer.json(
                201,
                view(service),
                Map.of(
                    "Location",
                    "/v1/services/" + service.name(),
                    "ETag",
                    EntityTag.of(service.version()))));
  }

  private Result<TargetService> register(Call call, ServiceSpec spec) {
    @Nullable Id operation = call.operation();
    return operation == null
        ? services.register(call.principal(), spec)
        : services.register(call.principal(), spec, operation);
  }

  private Answer list(Call call) {
    call.query().only("limit", "after");
    return Pages.answer(services.services(call.principal(), call.query().pageByName()), this::view);
  }

  private Answer get(Call call) {
    call.query().only();
    return shown(services.service(call.principal(), call.parameter("name")));
  }

  private Answer request(Call call) {
    call.query().only();
    return Answer.of(
        services.request(call.principal(), call.parameter("name"), call.parameter("operation")),
        shown ->
            Answer.json(
                200, new RequestView(shown.method(), shown.url(), shown.headers(), shown.body())));
  }

  private Answer change(Call call) {
    call.query().only();
    OptionalLong expected = EntityTag.expected(call.ifMatch());
    ServiceBody body = ServiceDocument.read(call.fields(), call.parameter("name"));
    return EntityTag.checked(
        call.ifMatch(),
        shown(
            Documents.movedFrom(body)
                .then(
                    from ->
                        Documents.spec(body)
                            .then(
                                spec ->
                                    services.change(
                                        call.principal(), spec, from.orElse(null), expected)))));
  }

  private Answer remove(Call call) {
    call.query().only();
    return Answer.of(
        services.remove(call.principal(), call.parameter("name")), removed -> Answer.nothing());
  }

  private Answer shown(Result<TargetService> result) {
    return Answer.of(
        result,
        service ->
            Answer.json(200, view(service), Map.of("ETag", EntityTag.of(service.version()))));
  }

  private ServiceView view(TargetService service) {
    ServiceBody body = Documents.body(service.spec());
    return new ServiceView(
        service.id().value(),
        body.name(),
        body.url(),
        body.environment(),
        body.connector(),
        body.credentials(),
        body.limits(),
        body.dependsOn(),
        body.maintenance(),
        view(services.health(service)),
        service.version(),
        service.createdAt());
  }

  static ServiceHealthView view(ServiceHealth health) {
    String state =
        switch (health.state()) {
          case CLOSED -> ServiceHealthView.CLOSED;
          case OPEN -> ServiceHealthView.OPEN;
          case HALF_OPEN -> ServiceHealthView.HALF_OPEN;
        };
    return new ServiceHealthView(state, health.since(), health.lastError(), health.pausedUntil());
  }
}
