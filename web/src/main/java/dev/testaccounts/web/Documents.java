package dev.testaccounts.web;

import dev.testaccounts.api.LeaseTimesBody;
import dev.testaccounts.api.LimitsBody;
import dev.testaccounts.api.PasswordBody;
import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.RetireBody;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.api.SizeBody;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Rate;
import dev.testaccounts.core.service.ServiceSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What people write about services and pools, in a request's body or in {@code tam.yaml}, and what
 * core makes of it. Reading is strict: an unknown field, a wrong type or a missing field is a
 * problem whose detail names the place. Stateless.
 */
public final class Documents {

  private Documents() {}

  /**
   * Reads a service.
   *
   * @param document the object, never null
   * @param at where it stands, such as {@code services[0]}; empty for a request's body
   */
  public static Result<ServiceBody> readService(JsonNode document, String at) {
    return read(document, at, fields -> ServiceDocument.read(fields, null));
  }

  /**
   * Reads a pool.
   *
   * @param document the object, never null
   * @param at where it stands, such as {@code pools[0]}; empty for a request's body
   */
  public static Result<PoolBody> readPool(JsonNode document, String at) {
    return read(document, at, fields -> PoolDocument.read(fields, null));
  }

  /** What core is to know of a service; its own rules are not checked yet. */
  public static Result<ServiceSpec> spec(ServiceBody body) {
    return baseUrl("url", body.url())
        .map(
            url ->
                new ServiceSpec(
                    body.name(),
                    url,
                    body.environment(),
                    body.connector().recipe(),
                    ConnectorDocument.settings(body.connector()),
                    body.credentials(),
                    limits(body.limits()),
                    body.dependsOn(),
                    body.maintenance()));
  }

  /** Where a service was before it moved; empty where it did not. */
  public static Result<Optional<URI>> movedFrom(ServiceBody body) {
    String from = body.movedFrom();
    return from == null
        ? Result.ok(Optional.empty())
        : baseUrl("movedFrom", from).map(Optional::of);
  }

  /** The rate was read, and can be read again. */
  private static Limits limits(LimitsBody body) {
    String rate = body.rate();
    return new Limits(
        body.concurrency(), body.timeout(), rate == null ? null : Rate.parse(rate).orElseThrow());
  }

  /** What core is to know of a pool; its own rules are not checked yet. */
  public static Result<PoolSpec> spec(PoolBody body) {
    return onRelease(body.onRelease())
        .map(
            onRelease ->
                new PoolSpec(
                    body.name(),
                    body.services(),
                    body.username(),
                    body.attributes(),
                    body.size().min(),
                    body.size().max(),
                    body.lease().ttl(),
                    body.lease().maxTtl(),
                    onRelease,
                    rotation(body),
                    new PasswordRule(body.password().length(), body.password().symbol())));
  }

  private static Rotation rotation(PoolBody body) {
    RetireBody retire = body.retire();
    return new Rotation(retire.age(), retire.uses(), body.coolDown(), body.draining());
  }

  /** What a person would have to write to get such a service. */
  public static ServiceBody body(ServiceSpec spec) {
    return new ServiceBody(
        spec.name(),
        spec.url().toString(),
        spec.environment(),
        ConnectorDocument.body(spec),
        spec.credentials(),
        body(spec.limits()),
        spec.dependsOn(),
        spec.maintenance());
  }

  private static LimitsBody body(Limits limits) {
    Rate rate = limits.rate();
    return new LimitsBody(
        limits.concurrency(), limits.timeout(), rate == null ? null : rate.text());
  }

  /** What a person would have to write to get such a pool. */
  public static PoolBody body(PoolSpec spec) {
    return new PoolBody(
        spec.name(),
        spec.services(),
        spec.username(),
        spec.attributes(),
        new SizeBody(spec.min(), spec.max()),
        new LeaseTimesBody(spec.ttl(), spec.maxTtl()),
        spec.onRelease().name().toLowerCase(Locale.ROOT),
        new RetireBody(spec.rotation().age(), spec.rotation().uses()),
        spec.rotation().coolDown(),
        new PasswordBody(spec.password().length(), spec.password().symbol()),
        spec.rotation().draining());
  }

  /** A base URL without its trailing slashes. */
  static Result<URI> baseUrl(String at, String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    try {
      return Result.ok(new URI(text.substring(0, end)));
    } catch (URISyntaxException e) {
      String shown = text.contains("@") ? "one with an @ in it" : Shown.quoted(text);
      return Result.refused(
          new Problem.Invalid("invalid-url", at + ": expected an http or https URL, got " + shown));
    }
  }

  private static Result<OnRelease> onRelease(String text) {
    return switch (text) {
      case PoolBody.RESET -> Result.ok(OnRelease.RESET);
      case PoolBody.DELETE -> Result.ok(OnRelease.DELETE);
      default ->
          Result.refused(
              new Problem.Invalid(
                  "invalid-request",
                  "onRelease: expected reset or delete, got " + Shown.quoted(text)));
    };
  }

  private static <T> Result<T> read(JsonNode document, String at, Function<Fields, T> reader) {
    try {
      return Result.ok(reader.apply(Fields.of(document, at)));
    } catch (RefusedException e) {
      return Result.refused(new Problem.Invalid(e.refusal().code(), e.refusal().detail()));
    }
  }
}
