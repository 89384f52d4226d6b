package dev.testaccounts.web;

import dev.testaccounts.api.LimitsBody;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Rate;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a person wrote about a service. */
final class ServiceDocument {

  static final int LONGEST_URL = 2_000;
  private static final int LONGEST_WORD = 100;
  private static final int MOST_DEPENDENCIES = 100;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|vault):[^{}]{1,500}}");

  private ServiceDocument() {}

  /**
   * @param pathName the name that the path gives it; null where the document must say it
   */
  static ServiceBody read(Fields fields, @Nullable String pathName) {
    String name = PoolDocument.name(fields, pathName);
    String url = fields.text("url", LONGEST_URL);
    String environment = fields.text("environment", LONGEST_WORD, ServiceBody.TESTING);
    ServiceBody body =
        new ServiceBody(
            name,
            url,
            environment,
            ConnectorDocument.read(fields.optionalObject("connector")),
            credentials(fields),
            limits(fields.optionalObject("limits")),
            fields.texts("dependsOn", MOST_DEPENDENCIES, LONGEST_WORD),
            fields.flag("maintenance"),
            fields.optionalText("movedFrom", LONGEST_URL));
    fields.end();
    return body;
  }

  /** References only. What is none may be the secret itself, so it is not shown. */
  private static Map<String, String> credentials(Fields fields) {
    Map<String, String> credentials = fields.map("credentials");
    credentials.forEach(
        (kind, reference) -> {
          if (!REFERENCE.matcher(reference).matches()) {
            throw RefusedException.invalid(
                fields.at("credentials")
                    + "."
                    + Shown.abridged(kind)
                    + ": expected a reference such as ${env:NAME}, got something else");
          }
        });
    return credentials;
  }

  private static @Nullable String rate(Fields fields) {
    String text = fields.optionalText("rate", LONGEST_WORD);
    if (text != null && Rate.parse(text).isEmpty()) {
      throw RefusedException.invalid(
          fields.at("rate") + ": expected " + Rate.EXPECTED + ", got " + Shown.quoted(text));
    }
    return text;
  }

  private static LimitsBody limits(@Nullable Fields fields) {
    if (fields == null) {
      return LimitsBody.STANDARD;
    }
    LimitsBody limits =
        new LimitsBody(
            fields.integer(
                "concurrency", 1, Limits.MOST_CONCURRENCY, LimitsBody.STANDARD.concurrency()),
            fields.duration("timeout", LimitsBody.STANDARD.timeout()),
            rate(fields));
    fields.end();
    return limits;
  }
}
