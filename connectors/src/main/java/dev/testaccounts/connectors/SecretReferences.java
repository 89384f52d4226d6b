package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves {@code ${env:NAME}} and {@code ${file:PATH}} when they are used, so that a rotated
 * secret needs no restart. What is found is never kept, logged or put into a message. Thread-safe.
 */
final class SecretReferences {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  private final Map<String, String> environment;

  SecretReferences(Map<String, String> environment) {
    this.environment = environment;
  }

  Result<Secret> resolve(String reference) {
    Matcher matcher = REFERENCE.matcher(reference);
    if (!matcher.matches()) {
      return missing("credentials: expected a reference ${env:NAME} or ${file:PATH}, not a value");
    }
    return matcher.group(1).equals("env")
        ? fromEnvironment(matcher.group(2))
        : fromFile(matcher.group(2));
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
