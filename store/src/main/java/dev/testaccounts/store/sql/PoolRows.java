package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.secret.PasswordRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pools and their members as rows. */
public final class PoolRows {

  private static final String SELECT =
      """
      SELECT id, project, name, services, username, attributes, min_free, most, ttl, max_ttl,
        on_release, retire_age, retire_uses, cool_down, draining, password_length,
        password_symbol, version, created_at, leaving
      FROM pool WHERE removed_at IS NULL""";

  private static final String TERMS =
      """
      SELECT id, retire_age, retire_uses, cool_down, draining, password_length, password_symbol
      FROM pool WHERE id =\s""";

  private static final String SELECT_MEMBERS =
      "SELECT pool_id, service_id, rank FROM pool_member ORDER BY pool_id, idx";

  /** Numbers go on where a removed pool of the same name ended: its names are on record. */
  private static final String INSERT =
      """
      INSERT INTO pool (id, project, name, services, username, attributes, min_free, most, ttl,
        max_ttl, on_release, retire_age, retire_uses, cool_down, draining, password_length,
        password_symbol, version, created_at, leaving, numbered)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        (SELECT coalesce(max(numbered), 0) FROM pool WHERE project = ? AND name = ?))
      ON CONFLICT (project, name) WHERE removed_at IS NULL DO NOTHING""";

  private static final String UPDATE =
      """
      UPDATE pool SET name = ?, services = ?, username = ?, attributes = ?, min_free = ?, most = ?,
        ttl = ?, max_ttl = ?, on_release = ?, retire_age = ?, retire_uses = ?, cool_down = ?,
        draining = ?, password_length = ?, password_symbol = ?, version = ?, leaving = ?
      WHERE id = ? AND version = ? AND removed_at IS NULL""";

  private static final String INSERT_MEMBER =
      "INSERT INTO pool_member (project, pool_id, service_id, rank, idx) VALUES (?, ?, ?, ?, ?)";

  private PoolRows() {}

  static List<Pool> all(Session session) {
    Map<Id, List<Pool.Member>> members = new HashMap<>();
    session.each(
        SELECT_MEMBERS,
        row ->
            members
                .computeIfAbsent(row.id(), pool -> new ArrayList<>())
                .add(new Pool.Member(row.id(), row.count())));
    return session.list(SELECT, row -> pool(row, members));
  }

  private static Pool pool(Row row, Map<Id, List<Pool.Member>> members) throws SQLException {
    Id id = row.id();
    String project = row.text();
    PoolSpec spec =
        new PoolSpec(
            row.text(),
            row.list(),
            row.text(),
            row.map(),
            row.count(),
            row.count(),
            row.duration(),
            row.duration(),
            row.word(OnRelease.class),
            rotation(row),
            password(row));
    return new Pool(
        id,
        project,
        spec,
        members.getOrDefault(id, List.of()),
        row.number(),
        row.time(),
        row.flag());
  }

  private static Rotation rotation(Row row) throws SQLException {
    return new Rotation(row.durationOrNull(), row.countOrNull(), row.duration(), row.flag());
  }

  private static PasswordRule password(Row row) throws SQLException {
    return new PasswordRule(row.count(), row.text());
  }

  /** What pools say now of their accounts, whatever this process remembers. */
  public static Map<Id, Terms> terms(Session session, String condition, Object value) {
    Map<Id, Terms> terms = new HashMap<>();
    session.each(
        TERMS + condition,
        row -> terms.put(row.id(), new Terms(rotation(row), password(row))),
        value);
    return terms;
  }

  /** False where a service was removed after its name was looked up. */
  static boolean servicesPresent(Session session, Pool pool) {
    return pool.members().stream().allMatch(each -> session.lookup().present(each.service()));
  }

  static boolean insert(Session session, Pool pool) {
    Values values =
        Values.of(pool.id(), pool.project())
            .and(said(pool.spec()).array())
            .and(pool.version(), pool.createdAt(), pool.leaving())
            .and(pool.project(), pool.name());
    boolean inserted = session.update(INSERT, values.array()) == 1;
    if (inserted) {
      insertMembers(session, pool);
      Census.begin(session, pool.id());
    }
    return inserted;
  }

  static boolean update(Session session, Pool pool) {
    Values values =
        said(pool.spec()).and(pool.version(), pool.leaving(), pool.id(), pool.version() - 1);
    boolean updated = session.update(UPDATE, values.array()) == 1;
    if (updated) {
      session.lookup().configured();
      session.update("DELETE FROM pool_member WHERE pool_id = ?", pool.id());
      insertMembers(session, pool);
    }
    return updated;
  }

  private static Values said(PoolSpec spec) {
    return Values.of(spec.name(), spec.services(), spec.username(), spec.attributes())
        .and(spec.min(), spec.max(), spec.ttl(), spec.maxTtl(), spec.onRelease())
        .and(spec.rotation().age(), spec.rotation().uses())
        .and(spec.rotation().coolDown(), spec.rotation().draining())
        .and(spec.password().length(), spec.password().symbol());
  }

  private static void insertMembers(Session session, Pool pool) {
    int index = 0;
    for (Pool.Member member : pool.members()) {
      session.update(
          INSERT_MEMBER, pool.project(), pool.id(), member.service(), member.rank(), index++);
    }
  }
}
