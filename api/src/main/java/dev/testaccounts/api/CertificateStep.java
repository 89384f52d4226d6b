package dev.testaccounts.api;

/**
 * One thing that was tried with a probe account, or was not.
 *
 * @param name such as {@code create} or {@code read back}
 * @param result {@code ok}, {@code failed} or {@code skipped}
 * @param detail what the service answered, or why the step was skipped; never a secret
 * @param millis how long it took
 */
public record CertificateStep(String name, String result, String detail, long millis) {}
