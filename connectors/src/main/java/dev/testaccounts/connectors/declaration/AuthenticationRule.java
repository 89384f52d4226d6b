package dev.testaccounts.connectors.declaration;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How our own calls prove who makes them. The secrets are the service's credentials, by name. */
public sealed interface AuthenticationRule {

  /** The service asks for nothing. */
  record None() implements AuthenticationRule {}

  /** HTTP Basic (RFC 7617), from {@code username} and {@code password}. */
  record Basic() implements AuthenticationRule {}

  /** A token that stays as it is (RFC 6750), from {@code bearer}. */
  record Bearer() implements AuthenticationRule {}

  /**
   * A key of the service's own, from {@code apiKey}.
   *
   * @param prefix what stands before it in the header, such as {@code SSWS}; empty for nothing
   */
  record ApiKey(Where where, String name, String prefix) implements AuthenticationRule {
    /** Where a key goes. */
    public enum Where {
      HEADER,
      QUERY
    }
  }

  /**
   * A token that is asked for and runs out (RFC 6749): by client credentials, or by the password of
   * an administrator.
   *
   * @param request asks for it
   * @param clientInHeader whether {@code clientId} and {@code clientSecret} go as HTTP Basic
   * @param clientId the client's id where it is no secret; null where it is among the credentials
   */
  record OAuth2(RequestTemplate request, boolean clientInHeader, @Nullable String clientId)
      implements AuthenticationRule {}

  /**
   * A signature of each request (AWS Signature Version 4), from {@code accessKeyId}, {@code
   * secretAccessKey} and, where there is one, {@code sessionToken}.
   *
   * @param service what the signature calls the service, such as {@code cognito-idp}
   * @param region such as {@code eu-central-1}; null for the one in the name of the service's host
   */
  record Aws(String service, @Nullable String region) implements AuthenticationRule {}

  /**
   * A session: a sign-in answers with cookies that go with each call.
   *
   * @param request signs in
   * @param cookie the one that must be among them; null where any will do
   * @param success the statuses of one that let us in
   * @param page the path that an answer redirects to once the session is over; null where that is
   *     said by 401 alone
   */
  record Session(
      RequestTemplate request, @Nullable String cookie, Set<Integer> success, @Nullable String page)
      implements AuthenticationRule {}
}
