package dev.testaccounts.web;

/**
 * One line of the table.
 *
 * @param method in capitals
 * @param template the path with its parameters in braces, as in {@code openapi.yaml}
 * @param dialect how it tells of errors
 */
record Route(String method, String template, Dialect dialect, Handler handler) {

  static Route get(String template, Handler handler) {
    return new Route("GET", template, Dialect.PROBLEM, handler);
  }

  static Route post(String template, Handler handler) {
    return new Route("POST", template, Dialect.PROBLEM, handler);
  }

  static Route put(String template, Handler handler) {
    return new Route("PUT", template, Dialect.PROBLEM, handler);
  }

  static Route delete(String template, Handler handler) {
    return new Route("DELETE", template, Dialect.PROBLEM, handler);
  }
}
