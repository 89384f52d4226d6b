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
 * @param settings what the recipe is told beside the credentials, as JSON text: how it is written
 *     is the connector's business; {@code {}} for nothing
 * @param credentials references only ({@code ${env:…}}), by name (bearer); empty where the service
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
    String settings,
    Map<String, String> credentials,
    Limits limits,
    List<String> dependsOn,
    boolean maintenance) {

  /** Nothing is told to the recipe. */
  public static final String NO_SETTINGS = "{}";

  /** The recipe of the simple contract: POST /create_account, DELETE /delete_account/{username}. */
  public static final String SIMPLE = "simple";

  public ServiceSpec {
    url = base(url);
    credentials = Map.copyOf(credentials);
    dependsOn = List.copyOf(dependsOn);
  }

  /** A service whose recipe is told nothing. */
  public ServiceSpec(
      String name,
      URI url,
      String environment,
      String recipe,
      Map<String, String> credentials,
      Limits limits,
      List<String> dependsOn,
      boolean maintenance) {
    this(name, url, environment, recipe, NO_SETTINGS, credentials, limits, dependsOn, maintenance);
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
