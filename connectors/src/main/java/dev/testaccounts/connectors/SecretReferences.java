package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves {@code ${env:NAME}}, {@code ${file:PATH}} and {@code ${vault:PATH#KEY}} when they are
 * used, so that a rotated secret needs no restart. What is found is never logged or put into a
 * message. Thread-safe.
 */
final class SecretReferences implements AutoCloseable {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|vault):([^}]+)}");

  private final Map<String, String> environment;

  private final Vault vault;

  SecretReferences(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.vault = new Vault(environment, clock);
  }

  @Override
  public void close() {
    vault.close();
  }

  Result<Secret> resolve(String reference) {
    Matcher matcher = REFERENCE.matcher(reference);
    if (!matcher.matches()) {
      return missing(
          "credentials: expected a reference ${env:NAME}, ${file:PATH} or ${vault:PATH#KEY}, not a"
              + " value");
    }
    return switch (matcher.group(1)) {
      case "env" -> fromEnvironment(matcher.group(2));
      case "file" -> fromFile(matcher.group(2));
      default ->
          vault
              .read(matcher.group(2))
              .then(secret -> fit(matcher.group(2) + " of the vault", secret.reveal()));
    };
  }

  private Result<Secret> fromEnvironment(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank()
        ? missing("credentials: the environment variable " + name + " is not set")
        : fit("the environment variable " + name, value.strip());
  }

  private static Result<Secret> fromFile(String path) {
    try {
      String value = Files.readString(Path.of(path)).strip();
      return value.isEmpty()
          ? missing("credentials: the file " + path + " is empty")
          : fit("the file " + path, value);
    } catch (IOException | InvalidPathException e) {
      return missing("credentials: the file " + path + " cannot be read");
    }
  }

  /** A line break in a header would begin another one. */
  private static Result<Secret> fit(String where, String value) {
    return value.chars().allMatch(character -> character > ' ' && character < 127)
        ? Result.ok(new Secret(value))
        : missing("credentials: " + where + " holds more than one word of ASCII");
  }

  private static Result<Secret> missing(String detail) {
    return Result.refused(new Problem.Invalid("secret-reference", detail));
  }
}
