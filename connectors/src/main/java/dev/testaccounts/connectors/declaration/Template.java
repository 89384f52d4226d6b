package dev.testaccounts.connectors.declaration;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.HelperRegistry;
import com.github.jknack.handlebars.TagType;
import com.github.jknack.handlebars.context.MapValueResolver;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text with variables such as {@code {{account.username}}}; {@code {{#if account.email}} …
 * {{else}} … {{/if}}} leaves out what an account may not have. Every variable is checked when the
 * template is made, those in branches that are seldom taken too. Immutable and thread-safe.
 */
final class Template {

  /** What may stand for a block; all else would reach outside the variables. */
  private static final Set<String> BLOCKS = Set.of("if", "unless");

  private static final Map<Place, Handlebars> ENGINES = engines();

  private final String path;
  private final com.github.jknack.handlebars.Template compiled;
  private final Set<String> variables;
  private final boolean hasBlocks;

  private Template(
      String path, com.github.jknack.handlebars.Template compiled, Set<String> variables) {
    this.path = path;
    this.compiled = compiled;
    this.variables = variables;
    this.hasBlocks = !compiled.collect(TagType.SECTION).isEmpty();
  }

  /**
   * @param ofAccount whether the request is about one account
   */
  static Template of(Said said, Place place, Vocabulary vocabulary, boolean ofAccount) {
    com.github.jknack.handlebars.Template compiled = compiled(said, place);
    Set<String> variables = variables(said, compiled);
    for (String variable : variables) {
      if (!vocabulary.knows(variable, ofAccount)) {
        throw said.refused(
            "unknown variable '"
                + Said.shown(variable)
                + "', expected one of "
                + vocabulary.expected(ofAccount));
      }
    }
    return new Template(said.path(), compiled, variables);
  }

  private static com.github.jknack.handlebars.Template compiled(Said said, Place place) {
    String text = said.text();
    if (text.contains("{{{") || text.contains("{{&")) {
      throw said.refused(
          "expected {{…}}, which is escaped as its place asks, not {{{…}}} or {{&…}}");
    }
    if (text.contains("{{>") || text.contains("{{#>") || text.contains("{{=")) {
      throw said.refused("expected variables, {{#if}} and {{#unless}} only");
    }
    try {
      return engine(place).compileInline(text);
    } catch (IOException | HandlebarsException e) {
      throw said.refused("not a template: " + reason(e));
    }
  }

  private static Handlebars engine(Place place) {
    return Objects.requireNonNull(ENGINES.get(place));
  }

  private static Set<String> variables(Said said, com.github.jknack.handlebars.Template compiled) {
    for (String block : compiled.collect(TagType.SECTION, TagType.SUB_EXPRESSION)) {
      if (!BLOCKS.contains(block)) {
        throw said.refused(
            "unknown block '" + Said.shown(block) + "', expected one of " + new TreeSet<>(BLOCKS));
      }
    }
    Set<String> variables = new TreeSet<>(compiled.collect(TagType.VAR));
    variables.addAll(compiled.collectReferenceParameters());
    return Set.copyOf(variables);
  }

  /** The parser draws its message over several lines; the first says what is wrong. */
  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null
        ? "it cannot be read"
        : Said.shown(
            message
                .lines()
                .findFirst()
                .orElse("")
                .strip()
                .replaceFirst("^inline@[0-9a-f]+:([0-9]+):([0-9]+): ", "line $1, column $2: "));
  }

  /** Whether it is always the same. */
  boolean isFixed() {
    return variables.isEmpty();
  }

  boolean uses(String variable) {
    return variables.contains(variable);
  }

  /** Where parts can be left out, any of its variables may stand in one. */
  boolean needs(String variable) {
    return !hasBlocks && uses(variable);
  }

  /** The text with the values of one account in it. */
  String render(Variables values) throws MissingValueException {
    Context context = Context.newBuilder(values.tree()).resolver(MapValueResolver.INSTANCE).build();
    try {
      return compiled.apply(context);
    } catch (HandlebarsException e) {
      if (e.getCause() instanceof NoValueException missing) {
        throw new MissingValueException(path + ": there is no value for " + missing.variable);
      }
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot fail to be read", e);
    }
  }

  private static Map<Place, Handlebars> engines() {
    Map<Place, Handlebars> engines = new EnumMap<>(Place.class);
    for (Place place : Place.values()) {
      engines.put(
          place,
          new Handlebars()
              .with(value -> place.written(value.toString()))
              .registerHelper(
                  HelperRegistry.HELPER_MISSING,
                  (value, options) -> {
                    throw new NoValueException(options.helperName);
                  }));
    }
    return engines;
  }

  private static final class NoValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String variable;

    NoValueException(String variable) {
      super(variable);
      this.variable = variable;
    }
  }
}
