package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of what people edit, as ETag and If-Match have it (RFC 9110, 8.8.3 and 13.1.1). */
final class EntityTag {

  private static final Pattern STRONG = Pattern.compile("\\s*\"([0-9]{1,18})\"\\s*");

  private EntityTag() {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /** The version that must be there; empty for any. A tag that is none of ours never matches. */
  static OptionalLong expected(Optional<String> ifMatch) {
    if (ifMatch.isEmpty() || ifMatch.get().strip().equals("*")) {
      return OptionalLong.empty();
    }
    Matcher tag = STRONG.matcher(ifMatch.get());
    return OptionalLong.of(tag.matches() ? Long.parseLong(tag.group(1)) : -1);
  }

  /** Who names a version and meets another has a failed precondition, not a conflict. */
  static Answer checked(Optional<String> ifMatch, Answer answer) {
    return ifMatch.isPresent()
            && answer instanceof Answer.Refused(Refusal refusal)
            && refusal.code().equals(ProblemCode.CHANGED_MEANWHILE.code())
        ? new Answer.Refused(Refusal.of(ProblemCode.PRECONDITION_FAILED, refusal.detail()))
        : answer;
  }
}
