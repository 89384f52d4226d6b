package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.AuthenticationRule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Cookies (RFC 6265) that a sign-in answers with. Only a refusal tells that they ran out. */
record CookieSource(AuthenticationRule.Session rule, SignOn signOn) implements KeptProof.Source {

  @Override
  public KeptProof.Fetched fetch(Budget budget) {
    return switch (signOn.send(rule.request(), null, rule.success(), budget)) {
      case SignOn.Came.In(Received received, Instant at) -> cookies(received);
      case SignOn.Came.Not(Answer.NotSent why) -> new KeptProof.Fetched.None(why);
    };
  }

  private KeptProof.Fetched cookies(Received received) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (String line : received.values("Set-Cookie")) {
      String[] pair = line.split(";", 2)[0].split("=", 2);
      if (pair.length == 2 && !pair[1].isBlank()) {
        cookies.put(pair[0].strip(), pair[1].strip());
      }
    }
    String wanted = rule.cookie();
    if (cookies.isEmpty() || (wanted != null && !cookies.containsKey(wanted))) {
      String what = wanted == null ? "a cookie" : "the cookie " + wanted;
      return new KeptProof.Fetched.None(
          signOn.not(signOn.said("expected " + what + ", got " + names(cookies)), false).why());
    }
    String header =
        cookies.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("; "));
    return new KeptProof.Fetched.Fresh(Proof.Shown.header("Cookie", header), null);
  }

  private static String names(Map<String, String> cookies) {
    return cookies.isEmpty() ? "none" : String.join(", ", cookies.keySet());
  }

  @Override
  public Proof.Shown masked() {
    String cookie = rule.cookie();
    return Proof.Shown.header("Cookie", (cookie == null ? "" : cookie + "=") + Proof.MASK);
  }

  @Override
  public boolean refuses(Answer.Status answer) {
    return KeptProof.Source.super.refuses(answer)
        || answer.received().values("Location").stream().anyMatch(this::isPage);
  }

  /** The whole URL or its path alone, with whatever query says where one came from. */
  private boolean isPage(String location) {
    String path = location.replaceFirst("^https?://[^/]*", "").split("[?#]", 2)[0];
    return path.equals(rule.page());
  }

  @Override
  public Instant now() {
    return signOn.clock().instant();
  }
}
