package dev.testaccounts.core.secret;

/** Makes new passwords, sealed for keeping. Thread-safe. */
public final class NewSecrets {

  private final Passwords passwords;
  private final SecretBox box;

  public NewSecrets(Passwords passwords, SecretBox box) {
    this.passwords = passwords;
    this.box = box;
  }

  /**
   * One for an account of a project whose rule is not known yet. Nearly all are standard, and are
   * sealed here: not by the store's writer, for whom everybody waits.
   */
  public NextSecret next(String project) {
    SealedSecret standard = next(project, PasswordRule.STANDARD);
    return rule -> rule.equals(PasswordRule.STANDARD) ? standard : next(project, rule);
  }

  /** One by a rule, for an account of a project. */
  public SealedSecret next(String project, PasswordRule rule) {
    return box.seal(passwords.next(rule), project);
  }
}
