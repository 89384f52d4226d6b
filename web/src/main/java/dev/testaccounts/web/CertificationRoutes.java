package dev.testaccounts.web;

import dev.testaccounts.api.CertificateStep;
import dev.testaccounts.api.CertificateView;
import dev.testaccounts.core.job.Certificate;
import dev.testaccounts.core.job.Certification;
import java.util.List;

/** Leads a probe account through its whole life in a service. */
final class CertificationRoutes {

  private final Certification certification;

  CertificationRoutes(Certification certification) {
    this.certification = certification;
  }

  List<Route> routes() {
    return List.of(Route.post("/v1/services/{name}/check", this::check));
  }

  private Answer check(Call call) {
    String pool = call.query().only("pool").text("pool");
    String name = call.parameter("name");
    return Answer.of(
        certification.certify(call.principal(), name, pool),
        certificate -> Answer.json(200, view(name, certificate)));
  }

  private static CertificateView view(String service, Certificate certificate) {
    return new CertificateView(
        service,
        certificate.username(),
        certificate.passed(),
        certificate.removed(),
        certificate.took().toMillis(),
        certificate.steps().stream().map(CertificationRoutes::view).toList());
  }

  private static CertificateStep view(Certificate.Step step) {
    return new CertificateStep(
        step.name(), Words.of(step.verdict()), step.detail(), step.took().toMillis());
  }
}
