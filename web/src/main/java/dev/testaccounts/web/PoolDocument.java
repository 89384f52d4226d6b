package dev.testaccounts.web;

import dev.testaccounts.api.LeaseTimesBody;
import dev.testaccounts.api.PasswordBody;
import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.RetireBody;
import dev.testaccounts.api.SizeBody;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.secret.PasswordRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what a person wrote about a pool. */
final class PoolDocument {

  private static final int LONGEST_WORD = 200;
  private static final int MOST_SERVICES = 100;
  private static final int MOST_USES = 1_000_000_000;

  private PoolDocument() {}

  /**
   * @param pathName the name that the path gives it; null where the document must say it
   */
  static PoolBody read(Fields fields, @Nullable String pathName) {
    PoolBody body =
        new PoolBody(
            name(fields, pathName),
            fields.texts("services", MOST_SERVICES, LONGEST_WORD),
            fields.text("username", LONGEST_WORD, PoolBody.STANDARD_USERNAME),
            fields.map("attributes"),
            size(fields.optionalObject("size")),
            lease(fields.optionalObject("lease")),
            onRelease(fields),
            retire(fields.optionalObject("retire")),
            fields.duration("coolDown", Duration.ZERO),
            password(fields.optionalObject("password")),
            fields.flag("draining"));
    fields.end();
    return body;
  }

  /** The name in a document; in one that is put at a path it may be left out, but not differ. */
  static String name(Fields fields, @Nullable String pathName) {
    if (pathName == null) {
      return fields.text("name", LONGEST_WORD);
    }
    String name = fields.text("name", LONGEST_WORD, pathName);
    if (!name.equals(pathName)) {
      throw RefusedException.invalid(
          "name: expected "
              + Shown.quoted(pathName)
              + " as in the path, got "
              + Shown.quoted(name));
    }
    return name;
  }

  private static SizeBody size(@Nullable Fields fields) {
    if (fields == null) {
      return SizeBody.STANDARD;
    }
    SizeBody size =
        new SizeBody(
            fields.integer("min", 0, PoolSpec.LARGEST, SizeBody.STANDARD.min()),
            fields.integer("max", 1, PoolSpec.LARGEST, SizeBody.STANDARD.max()));
    fields.end();
    return size;
  }

  private static LeaseTimesBody lease(@Nullable Fields fields) {
    if (fields == null) {
      return LeaseTimesBody.STANDARD;
    }
    LeaseTimesBody times =
        new LeaseTimesBody(
            fields.duration("ttl", LeaseTimesBody.STANDARD.ttl()),
            fields.duration("maxTtl", LeaseTimesBody.STANDARD.maxTtl()));
    fields.end();
    return times;
  }

  private static RetireBody retire(@Nullable Fields fields) {
    if (fields == null) {
      return RetireBody.NEVER;
    }
    Duration age = fields.optionalDuration("age");
    RetireBody retire = new RetireBody(age, fields.optionalInteger("uses", 1, MOST_USES));
    fields.end();
    return retire;
  }

  private static PasswordBody password(@Nullable Fields fields) {
    if (fields == null) {
      return PasswordBody.STANDARD;
    }
    PasswordBody password =
        new PasswordBody(
            fields.integer(
                "length",
                PasswordRule.SHORTEST,
                PasswordRule.LONGEST,
                PasswordBody.STANDARD.length()),
            fields.text("symbol", LONGEST_WORD, PasswordBody.STANDARD.symbol()));
    fields.end();
    return password;
  }

  private static String onRelease(Fields fields) {
    String text = fields.text("onRelease", LONGEST_WORD, PoolBody.RESET);
    if (!text.equals(PoolBody.RESET) && !text.equals(PoolBody.DELETE)) {
      throw RefusedException.invalid(
          fields.at("onRelease") + ": expected reset or delete, got " + Shown.quoted(text));
    }
    return text;
  }
}
