package dev.testaccounts.samples.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The products that are slow to start: each runs once for all tests that ask for it, and ends when
 * the last test is over. A test leaves in them what it found.
 */
final class Running implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(Running.class);

  /** JUnit closes it when all is over. */
  private record Started(Product product, Path folder) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      product.close();
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : innermostFirst) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Product.class.isAssignableFrom(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(parameter.getParameter().getType(), Running::started, Started.class)
        .product();
  }

  private static Started started(Class<?> type) {
    try {
      Path folder = Files.createTempDirectory(type.getSimpleName());
      return new Started(started(type, folder), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("expected a running " + type.getSimpleName(), e);
    }
  }

  private static Product started(Class<?> type, Path folder) throws Exception {
    if (type == Keycloak.class) {
      return Keycloak.start(folder);
    }
    return type == Ejabberd.class ? Ejabberd.start(folder) : RabbitMq.start(folder);
  }
}
