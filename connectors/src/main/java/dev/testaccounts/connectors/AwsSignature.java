package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.AuthenticationRule;
import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.core.secret.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** AWS Signature Version 4, by the signer of Amazon's own kit. Immutable. */
final class AwsSignature implements Proof.Signature {

  static final String NAME = "AWS4-HMAC-SHA256";

  /** As Amazon's own command line has it where nothing is said. */
  private static final String USUAL_REGION = "us-east-1";

  private static final Pattern HOST =
      Pattern.compile("[^.]+\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?");

  /** What a signature adds to a request. */
  private static final List<String> ADDED =
      List.of("X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256", "Authorization");

  private final AwsCredentialsIdentity identity;
  private final AuthenticationRule.Aws rule;
  private final URI base;
  private final Instant at;

  private AwsSignature(
      AwsCredentialsIdentity identity, AuthenticationRule.Aws rule, URI base, Instant at) {
    this.identity = identity;
    this.rule = rule;
    this.base = base;
    this.at = at;
  }

  /** Made for the first request: a server that signs none starts without it. */
  private static final class Signer {
    private static final AwsV4HttpSigner ONE = AwsV4HttpSigner.create();
  }

  /**
   * Signs with credentials.
   *
   * @param base the service's URL
   * @param at when, which the service compares with its own clock
   */
  static AwsSignature by(
      Map<String, Secret> secrets, AuthenticationRule.Aws rule, URI base, Instant at) {
    String id = Objects.requireNonNull(secrets.get("accessKeyId")).reveal();
    String key = Objects.requireNonNull(secrets.get("secretAccessKey")).reveal();
    @Nullable Secret token = secrets.get("sessionToken");
    return new AwsSignature(
        token == null
            ? AwsCredentialsIdentity.create(id, key)
            : AwsSessionCredentialsIdentity.create(id, key, token.reveal()),
        rule,
        base,
        at);
  }

  @Override
  public RenderedRequest on(RenderedRequest request) {
    RenderedRequest.Body body = request.body();
    SdkHttpRequest.Builder plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(request.uri(base));
    request.headers().forEach(plain::putHeader);
    if (body != null) {
      plain.putHeader("Content-Type", body.type());
    }
    SignedRequest signed =
        Signer.ONE.sign(
            each ->
                each.identity(identity)
                    .request(plain.build())
                    .payload(ContentStreamProvider.fromUtf8String(body == null ? "" : body.text()))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, rule.service())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region())
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
    RenderedRequest whole = request;
    for (String name : ADDED) {
      Optional<String> value = signed.request().firstMatchingHeader(name);
      whole = value.isPresent() ? whole.withHeader(name, value.get()) : whole;
    }
    return whole;
  }

  private String region() {
    String said = rule.region();
    Matcher host = HOST.matcher(String.valueOf(base.getHost()).toLowerCase(Locale.ROOT));
    String inName = host.matches() ? host.group(1) : USUAL_REGION;
    return said == null ? inName : said;
  }
}
