package dev.testaccounts.store.postgres;

import dev.testaccounts.store.sql.Codec;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An UPDATE of one row as an UPDATE of many: one statement, whose parameters are the columns of the
 * rows as arrays. Immutable.
 */
final class SetUpdate {

  /** The database is asked once for the types of a text's parameters; they stay what they are. */
  private static final Map<String, SetUpdate> KNOWN = new ConcurrentHashMap<>();

  private static final Pattern PARAMETER = Pattern.compile("\\?");
  private static final String BYTES = "bytea";

  private final String text;
  private final List<String> types;

  private SetUpdate(String text, List<String> types) {
    this.text = text;
    this.types = types;
  }

  /**
   * @param one the UPDATE of one row, in which {@code ?} stands for parameters only and {@code
   *     WHERE} once
   */
  static SetUpdate of(Connection connection, String one) throws SQLException {
    SetUpdate known = KNOWN.get(one);
    if (known == null) {
      known = made(one, types(connection, one));
      KNOWN.put(one, known);
    }
    return known;
  }

  private static List<String> types(Connection connection, String one) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(one)) {
      ParameterMetaData parameters = statement.getParameterMetaData();
      String[] types = new String[parameters.getParameterCount()];
      for (int i = 0; i < types.length; i++) {
        types[i] = parameters.getParameterTypeName(i + 1);
      }
      return List.of(types);
    }
  }

  private static SetUpdate made(String one, List<String> types) {
    AtomicInteger column = new AtomicInteger();
    StringBuilder text =
        new StringBuilder(
            PARAMETER.matcher(one).replaceAll(found -> "n.v" + column.getAndIncrement()));
    String arrays =
        types.stream().map(type -> "CAST(? AS " + type + "[])").collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, types.size()).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
    int where = text.indexOf(" WHERE ");
    text.insert(where, " FROM unnest(" + arrays + ") AS n (" + names + ")");
    return new SetUpdate(text.toString(), types);
  }

  /**
   * Updates the rows.
   *
   * @param rows the parameters of each; no two are about the same row, of which only one would be
   *     written
   */
  void run(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (int i = 0; i < types.size(); i++) {
        String type = types.get(i);
        statement.setArray(i + 1, connection.createArrayOf(type, column(rows, i, type)));
      }
      statement.executeUpdate();
    }
  }

  private static @Nullable Object[] column(List<@Nullable Object[]> rows, int place, String type) {
    @Nullable Object[] values = new Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i)[place];
    }
    @Nullable Object[] bound = Codec.bound(values);
    // The driver goes by the class of the array.
    return type.equals(BYTES) ? Arrays.copyOf(bound, bound.length, byte[][].class) : bound;
  }
}
