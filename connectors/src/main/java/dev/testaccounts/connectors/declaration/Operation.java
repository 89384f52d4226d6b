package dev.testaccounts.connectors.declaration;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the service can be asked to do.
 *
 * @param request what is sent
 * @param answer what comes back means
 * @param paging how a list goes on; null where one answer holds all of it
 * @param authenticated whether our own credentials go with it
 * @param asksFirst whether a create is sent only once the service said that there is no such
 *     account, because it would replace one that is somebody else's
 */
public record Operation(
    OperationName name,
    RequestTemplate request,
    AnswerRule answer,
    @Nullable Paging paging,
    boolean authenticated,
    boolean asksFirst) {

  static Operation read(OperationName name, Said said, Vocabulary vocabulary) {
    said.object(fields(name));
    Said authenticated = said.optional("authenticated");
    Said asksFirst = said.optional("asksFirst");
    Operation operation =
        new Operation(
            name,
            RequestTemplate.read(said, method(name), vocabulary, name.concernsAccount()),
            AnswerRule.read(said),
            Paging.read(said.optional("paging")),
            // A sign-in proves the account's own password: ours would prove nothing.
            authenticated == null ? name != OperationName.LOGIN : authenticated.flag(),
            asksFirst != null && asksFirst.flag());
    operation.check(said);
    return operation;
  }

  private void check(Said said) {
    if (name == OperationName.LIST && (answer.items() == null || answer.username() == null)) {
      throw said.refused("expected items and username, JSONPaths to the accounts and their names");
    }
    Said json = said.optional("json");
    if (paging instanceof Paging.Cursor cursor
        && cursor.inBody()
        && (json == null || !json.node().isObject())) {
      throw said.refused("paging.cursor.in: body, so expected an object under json");
    }
    if (authenticated && said.optional("basic") != null) {
      throw said.refused(
          "expected either basic, the account's own sign-in, or authenticated, which is ours");
    }
  }

  private static Set<String> fields(OperationName name) {
    Set<String> fields = new HashSet<>(RequestTemplate.FIELDS);
    fields.addAll(AnswerRule.FIELDS);
    fields.add("authenticated");
    if (name == OperationName.LIST) {
      fields.add("paging");
    } else if (name != OperationName.EXISTS) {
      fields.remove("username");
    }
    if (name == OperationName.CREATE) {
      fields.add("asksFirst");
    }
    if (name != OperationName.EXISTS && name != OperationName.LOGIN) {
      fields.remove("where");
    }
    if (name == OperationName.LOGIN) {
      fields.add("basic");
    } else {
      fields.remove("tokens");
      fields.remove("refused");
    }
    return fields;
  }

  private static String method(OperationName name) {
    return switch (name) {
      case CREATE, RESET, LOGIN, REVOKE_SESSIONS -> "POST";
      case SET_PASSWORD -> "PUT";
      case DELETE -> "DELETE";
      case EXISTS, LIST, CHECK -> "GET";
    };
  }
}
