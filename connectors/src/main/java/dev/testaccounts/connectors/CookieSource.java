package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.AuthenticationRule;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cookies (RFC 6265) that a sign-in answers with. Only a refusal tells that they ran out. */
record CookieSource(AuthenticationRule.Session rule, SignOn signOn) implements KeptProof.Source {

  @Override
  public KeptProof.Fetched fetch(Result<Map<String, Secret>> credentials, Budget budget) {
    return switch (signOn.send(rule.request(), null, rule.success(), credentials, budget)) {
      case SignOn.Came.In(Received received, Instant at) -> cookies(received);
      case SignOn.Came.Not(Answer.Unsent why) -> new KeptProof.Fetched.None(why);
    };
  }

  private KeptProof.Fetched cookies(Received received) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (String line : received.values("Set-Cookie")) {
      SetCookie cookie = SetCookie.read(line, now());
      // The one that is taken back may be another of the same name, of another path.
      if (cookie != null && !cookie.isOver()) {
        cookies.put(cookie.name(), cookie.value());
      }
    }
    String wanted = rule.cookie();
    if (cookies.isEmpty() || (wanted != null && !cookies.containsKey(wanted))) {
      String what = wanted == null ? "a cookie" : "the cookie " + wanted;
      return new KeptProof.Fetched.None(
          signOn
              .not(signOn.said("expected " + what + ", got " + others(cookies.size())), false)
              .why());
    }
    String header =
        cookies.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("; "));
    return new KeptProof.Fetched.Fresh(Proof.Shown.header("Cookie", header), null);
  }

  /** A name that nobody declared may hold anything, a secret too. */
  private static String others(int count) {
    return count == 0 ? "none" : count == 1 ? "1 other" : count + " others";
  }

  @Override
  public Result<Map<String, Secret>> credentials() {
    return signOn.credentials().now();
  }

  @Override
  public Proof.Shown masked() {
    String cookie = rule.cookie();
    return Proof.Shown.header("Cookie", (cookie == null ? "" : cookie + "=") + Proof.MASK);
  }

  @Override
  public boolean refuses(Answer.Status answer) {
    return KeptProof.Source.super.refuses(answer)
        || (rule.page() != null
            && answer.received().values("Location").stream()
                .map(location -> path(location, answer.received().from()))
                .anyMatch(plain(rule.page())::equals));
  }

  /**
   * Where one is sent, which may be said as a URL, a path, or from where one is. The query, which
   * says where one came from, is off before it is read: many hold what no URI may.
   */
  private static String path(String location, @Nullable URI from) {
    String target = location.strip().split("[?#]", 2)[0];
    try {
      URI there = URI.create(target);
      URI whole = from == null ? there : target.isEmpty() ? from : from.resolve(there);
      return plain(Objects.requireNonNullElse(whole.normalize().getRawPath(), ""));
    } catch (IllegalArgumentException e) {
      return plain(target);
    }
  }

  /** Without what makes it no other page: parameters such as a session's id, a slash at its end. */
  private static String plain(String path) {
    return path.replaceAll(";[^/]*", "").replaceAll("^(/[.][.])+(?=/)|/+$", "");
  }

  @Override
  public Instant now() {
    return signOn.clock().instant();
  }
}
