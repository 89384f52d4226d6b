package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Rate;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Services as rows. */
final class ServiceRows {

  static final String PRESENT = "SELECT 1 FROM service WHERE id = ? AND removed_at IS NULL";

  private static final String SELECT =
      """
      SELECT id, project, name, url, environment, recipe, settings, credentials,
        concurrency, timeout, rate, depends_on, maintenance, version, created_at
      FROM service WHERE removed_at IS NULL""";

  private static final String INSERT =
      """
      INSERT INTO service (id, project, name, url, environment, recipe, settings, credentials,
        concurrency, timeout, rate, depends_on, maintenance, version, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (project, name) WHERE removed_at IS NULL DO NOTHING""";

  private static final String UPDATE =
      """
      UPDATE service SET name = ?, url = ?, environment = ?, recipe = ?, settings = ?,
        credentials = ?, concurrency = ?, timeout = ?, rate = ?, depends_on = ?, maintenance = ?, version = ?
      WHERE id = ? AND version = ? AND removed_at IS NULL""";

  private ServiceRows() {}

  static List<TargetService> all(Session session) {
    return session.list(SELECT, ServiceRows::service);
  }

  static boolean insert(Session session, TargetService service) {
    Values values =
        Values.of(service.id(), service.project())
            .and(said(service.spec()).array())
            .and(service.version(), service.createdAt());
    return session.update(INSERT, values.array()) == 1;
  }

  static boolean update(Session session, TargetService service) {
    Values values =
        said(service.spec()).and(service.version(), service.id(), service.version() - 1);
    return session.update(UPDATE, values.array()) == 1;
  }

  private static Values said(ServiceSpec spec) {
    Rate rate = spec.limits().rate();
    return Values.of(spec.name(), spec.url().toString(), spec.environment(), spec.recipe())
        .and(
            spec.settings(),
            spec.credentials(),
            spec.limits().concurrency(),
            spec.limits().timeout())
        .and(rate == null ? null : rate.text(), spec.dependsOn(), spec.maintenance());
  }

  private static TargetService service(Row row) throws SQLException {
    Id id = row.id();
    String project = row.text();
    ServiceSpec spec =
        new ServiceSpec(
            row.text(),
            URI.create(row.text()),
            row.text(),
            row.text(),
            row.text(),
            row.map(),
            new Limits(row.count(), row.duration(), rate(row.textOrNull())),
            row.list(),
            row.flag());
    return new TargetService(id, project, spec, row.number(), row.time());
  }

  private static @Nullable Rate rate(@Nullable String text) {
    return text == null ? null : Rate.parse(text).orElseThrow();
  }
}
