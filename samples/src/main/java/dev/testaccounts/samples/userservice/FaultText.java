package dev.testaccounts.samples.userservice;

import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Reads a fault as it is written on the wire. */
final class FaultText {
  private static final Set<String> ALWAYS = Set.of("operation", "kind", "times");

  private FaultText() {}

  static Fault read(Body body) {
    Fault.Target target = target(body.text("operation"));
    Fault.Effect effect = effect(body);
    try {
      return new Fault(target, effect, body.number("times", 1));
    } catch (IllegalArgumentException wrong) {
      throw new Refused(wrong);
    }
  }

  private static Fault.Target target(String word) {
    return Arrays.stream(Fault.Target.values())
        .filter(target -> target.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> new Refused("'operation' is create, delete or any, not '" + word + "'"));
  }

  private static Fault.Effect effect(Body body) {
    String kind = body.text("kind");
    try {
      return switch (kind) {
        case "fail" -> fail(allow(body, "status", "retryAfter"));
        case "redirect" -> new Fault.Redirect(URI.create(allow(body, "location").text("location")));
        case "hang" -> plain(body, new Fault.Hang());
        case "lose" -> plain(body, new Fault.Lose());
        case "lie" -> plain(body, new Fault.Lie());
        case "garbage" -> plain(body, new Fault.Garbage());
        default ->
            throw new Refused(
                "'kind' is fail, hang, lose, lie, garbage or redirect, not '" + kind + "'");
      };
    } catch (IllegalArgumentException wrong) {
      throw new Refused(wrong);
    }
  }

  private static Fault.Fail fail(Body body) {
    return new Fault.Fail(body.number("status", 500), body.number("retryAfter", 0));
  }

  private static Fault.Effect plain(Body body, Fault.Effect effect) {
    allow(body);
    return effect;
  }

  private static Body allow(Body body, String... more) {
    Set<String> fields = new HashSet<>(ALWAYS);
    fields.addAll(Set.of(more));
    body.only(fields);
    return body;
  }
}
