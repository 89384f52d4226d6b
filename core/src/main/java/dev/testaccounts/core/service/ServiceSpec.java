package dev.testaccounts.core.service;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a person says about a service.
 *
 * @param name unique in the project
 * @param url the base URL; a slash at its end is dropped, so that it names the same place
 * @param environment what kind of place it is; {@code production} is refused
 * @param recipe which connector recipe talks to it
 * @param credentials references only ({@code ${env:…}}), by kind (bearer); empty where the service
 *     asks for none
 * @param limits how hard it may be used
 * @param dependsOn services that an identity must be in before it comes here
 * @param maintenance whether no call is to be sent for now; work stays due
 */
public record ServiceSpec(
    String name,
    URI url,
    String environment,
    String recipe,
    Map<String, String> credentials,
    Limits limits,
    List<String> dependsOn,
    boolean maintenance) {

  /** The recipe of the simple contract: POST /create_account, DELETE /delete_account/{username}. */
  public static final String SIMPLE = "simple";

  public ServiceSpec {
    url = base(url);
    credentials = Map.copyOf(credentials);
    dependsOn = List.copyOf(dependsOn);
  }

  /** A service that may be called. */
  public ServiceSpec(
      String name,
      URI url,
      String environment,
      String recipe,
      Map<String, String> credentials,
      Limits limits,
      List<String> dependsOn) {
    this(name, url, environment, recipe, credentials, limits, dependsOn, false);
  }

  /** A base URL as it is kept and looked up by. */
  public static URI base(URI url) {
    String text = url.toString();
    return url.getRawQuery() == null && url.getRawFragment() == null && text.endsWith("/")
        ? URI.create(text.replaceAll("(?<![:/])/+$", ""))
        : url;
  }
}
