package dev.testaccounts.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.connectors.declaration.AuthenticationRule;
import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amazon Cognito: signed requests, and a password by a request of its own. */
class CognitoTest {

  private static final String KEY = "wJalrXUtnFEMI/K7MDENG";
  private static final String TARGET = "AWSCognitoIdentityProviderService.";
  private static final Map<String, String> REFERENCES =
      Map.of("accessKeyId", "${env:ID}", "secretAccessKey", "${env:KEY}");

  private final HttpConnectors connectors =
      new HttpConnectors(
          Guard.loopback(), Map.of("ID", "AKIDEXAMPLE", "KEY", KEY), () -> Calls.NOW);

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector cognito(Peer peer) {
    return Declared.connector(
        connectors,
        Declared.spec(
            peer.url(),
            "cognito",
            Declared.settings("parameters: {pool: p, client: c}"),
            REFERENCES));
  }

  private static Peer answering(Map<String, String> byTarget) {
    return new Peer(
        (socket, request) -> {
          String said =
              byTarget.entrySet().stream()
                  .filter(each -> request.contains(TARGET + each.getKey() + "\r\n"))
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse(Declared.json(400, "{\"__type\":\"UserNotFoundException\"}"));
          Peer.write(socket, said);
          return true;
        });
  }

  private static List<String> targets(Peer peer) {
    return peer.requests.stream().map(each -> header(each, "X-Amz-Target")).toList();
  }

  private static String header(String request, String name) {
    return request
        .lines()
        .filter(
            line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .collect(Collectors.joining(","));
  }

  @Test
  void an_account_gets_its_password_by_a_request_after_the_create() {
    String ok = Declared.json(200, "{}");
    try (Peer peer = answering(Map.of("AdminCreateUser", ok, "AdminSetUserPassword", ok))) {
      assertThat(cognito(peer).create(Declared.ann(null))).isEqualTo(new Reply.Done(null));

      assertThat(targets(peer))
          .containsExactly(TARGET + "AdminCreateUser", TARGET + "AdminSetUserPassword");
      assertThat(peer.requests.getFirst()).doesNotContain(Calls.PASSWORD);
      assertThat(peer.requests.getLast())
          .endsWith(
              "{\"UserPoolId\":\"p\",\"Username\":\"ann\",\"Password\":\"Tam1_hunter2\",\"Permanent\":true}");
    }
  }

  /** It is there: refused, it would be forgotten. */
  @Test
  void an_account_that_did_not_get_its_password_was_made_all_the_same() {
    try (Peer peer = answering(Map.of("AdminCreateUser", Declared.json(200, "{}")))) {
      assertThat(cognito(peer).create(Declared.ann(null)))
          .isEqualTo(new Reply.Unknown("service 'shop': setPassword: expected 200, got 400"));
    }
  }

  @Test
  void an_account_that_was_not_made_gets_no_password() {
    try (Peer peer = answering(Map.of())) {
      assertThat(cognito(peer).create(Declared.ann(null))).isInstanceOf(Reply.NotDone.class);
      assertThat(peer.requests).hasSize(1);
    }
  }

  @Test
  void a_user_is_found_signed_in_and_removed() {
    try (Peer peer =
        answering(
            Map.of(
                "ListUsers",
                Declared.json(200, "{\"Users\":[{\"Username\":\"ann\"}]}"),
                "AdminInitiateAuth",
                Declared.json(
                    200,
                    "{\"AuthenticationResult\":{\"AccessToken\":\"a\",\"IdToken\":\"i\",\"RefreshToken\":\"r\"}}"),
                "AdminDeleteUser",
                Declared.json(200, "{}")))) {
      Connector cognito = cognito(peer);

      assertThat(cognito.exists(Declared.ann(null))).isInstanceOf(Reply.Done.class);
      assertThat(peer.requests.getFirst())
          .endsWith("\"Filter\":\"username = \\\"ann\\\"\",\"Limit\":2}");
      assertThat(cognito.signIn(Declared.ann(null))).isInstanceOf(SignIn.In.class);
      assertThat(cognito.delete(Declared.ann(null))).isInstanceOf(Reply.Done.class);
    }
  }

  @Test
  void a_user_who_is_not_there_is_told_by_a_search_that_finds_nobody() {
    try (Peer peer = answering(Map.of("ListUsers", Declared.json(200, "{\"Users\":[]}")))) {
      assertThat(cognito(peer).exists(Declared.ann(null))).isEqualTo(new Reply.Absent());
      assertThat(cognito(peer).delete(Declared.ann(null))).isEqualTo(new Reply.Absent());
      assertThat(cognito(peer).signIn(Declared.ann(null))).isInstanceOf(SignIn.Refused.class);
    }
  }

  @Test
  void the_next_page_is_asked_for_in_the_body() {
    try (Peer peer =
        answering(
            Map.of(
                "ListUsers",
                Declared.json(
                    200, "{\"Users\":[{\"Username\":\"ann\"}],\"PaginationToken\":\"t+2\"}")))) {
      assertThat(cognito(peer).list(null))
          .isEqualTo(new Listing.Part(List.of(new Listing.Listed("ann", null)), "t+2"));
      cognito(peer).list("t+2");

      assertThat(peer.requests.getFirst()).endsWith("{\"UserPoolId\":\"p\",\"Limit\":60}");
      assertThat(peer.requests.getLast())
          .startsWith("POST / HTTP/1.1\r\n")
          .endsWith("{\"UserPoolId\":\"p\",\"Limit\":60,\"PaginationToken\":\"t+2\"}");
    }
  }

  @Test
  void an_account_without_its_password_must_be_found_out_by_a_sign_in() {
    assertThat(
            Declared.mistake(
                connectors,
                Declared.spec(
                    URI.create("http://127.0.0.1:1"),
                    "cognito",
                    Declared.settings("{parameters: {pool: p, client: c}, http: {login: null}}"),
                    REFERENCES)))
        .contains("goes after a create without a password, so expected login");
  }

  /** Computed anew from what came over the wire, by the published rules. */
  @Test
  void each_request_is_signed() throws Exception {
    try (Peer peer = answering(Map.of("DescribeUserPool", Declared.json(200, "{}")))) {
      assertThat(cognito(peer).check()).isInstanceOf(Reply.Done.class);

      String request = peer.requests.getFirst();
      String authorization = header(request, "Authorization");
      assertThat(authorization)
          .startsWith(
              "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/us-east-1/cognito-idp/aws4_request,");
      String names = authorization.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
      assertThat(names.split(";", -1))
          .contains("content-type", "host", "x-amz-date", "x-amz-target");
      assertThat(authorization).endsWith("Signature=" + signature(request, names));
      assertThat(request).doesNotContain(KEY);
    }
  }

  private static String signature(String request, String names) throws GeneralSecurityException {
    String body = request.substring(request.indexOf("\r\n\r\n") + 4);
    String headers =
        Arrays.stream(names.split(";", -1))
            .map(name -> name + ":" + header(request, name) + "\n")
            .collect(Collectors.joining());
    String canonical = "POST\n/\n\n" + headers + "\n" + names + "\n" + hash(body);
    String scope = "20260301/us-east-1/cognito-idp/aws4_request";
    String text =
        "AWS4-HMAC-SHA256\n"
            + header(request, "X-Amz-Date")
            + "\n"
            + scope
            + "\n"
            + hash(canonical);
    byte[] key = ("AWS4" + KEY).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = mac(key, part);
    }
    return HexFormat.of().formatHex(mac(key, text));
  }

  private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String hash(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://cognito-idp.eu-west-1.amazonaws.com, -, eu-west-1",
        "https://cognito-idp.cn-north-1.amazonaws.com.cn, -, cn-north-1",
        "https://cognito-idp.eu-west-1.amazonaws.com, eu-west-2, eu-west-2",
        "http://localhost:4566, -, us-east-1",
      })
  void a_region_is_said_or_in_the_hosts_name(URI url, String said, String expected) {
    Map<String, Secret> secrets =
        Map.of(
            "accessKeyId", new Secret("AKID"),
            "secretAccessKey", new Secret(KEY),
            "sessionToken", new Secret("t0ken"));
    RenderedRequest signed =
        AwsSignature.by(secrets, new AuthenticationRule.Aws("x", said), url, Calls.NOW)
            .on(new RenderedRequest("GET", "/a", List.of(), Map.of(), null, null));

    assertThat(signed.headers().get("Authorization"))
        .contains("Credential=AKID/20260301/" + expected + "/x/aws4_request");
    assertThat(signed.headers()).containsEntry("X-Amz-Security-Token", "t0ken");
  }

  @Test
  void what_is_shown_holds_no_signature() {
    try (Peer peer = answering(Map.of())) {
      assertThat(cognito(peer).shown("create").orElseThrow().toString())
          .contains("Authorization=AWS4-HMAC-SHA256 ***")
          .doesNotContain(KEY);
    }
  }
}
