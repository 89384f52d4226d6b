package dev.testaccounts.connid;

import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.BundleEntry;
import dev.testaccounts.core.service.BundleSession;
import dev.testaccounts.core.service.BundleSetup;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.core.service.Way;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.ConnectorFacadeFactory;
import org.identityconnectors.framework.common.exceptions.InvalidCredentialException;
import org.identityconnectors.framework.common.exceptions.UnknownUidException;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.Uid;
import org.jspecify.annotations.Nullable;

/** The accounts of one service, through its bundle. Thread-safe, as ConnId's facades are. */
final class ConnIdSession implements BundleSession {

  private final ConnectorFacade facade;
  private final ConnectorFacade lister;
  private final ObjectClass objectClass;
  private final URI url;

  private ConnIdSession(
      ConnectorFacade facade, ConnectorFacade lister, String objectClass, URI url) {
    this.facade = facade;
    this.lister = lister;
    this.objectClass = new ObjectClass(objectClass);
    this.url = url;
  }

  static ConnIdSession open(Bundle bundle, BundleSetup setup) throws Configurator.UnfitException {
    ConnectorFacadeFactory factory = ConnectorFacadeFactory.getInstance();
    // A directory's pages belong to the connection that the first one was asked for on.
    APIConfiguration single = Configurator.configured(bundle, setup);
    single.getConnectorPoolConfiguration().setMaxObjects(1);
    single.getConnectorPoolConfiguration().setMaxIdle(1);
    // Nothing is filtered in a list, and ConnId does not page what it filters itself.
    single.getResultsHandlerConfiguration().setEnableFilteredResultsHandler(false);
    return new ConnIdSession(
        factory.newInstance(Configurator.configured(bundle, setup)),
        factory.newInstance(single),
        setup.objectClass(),
        setup.url());
  }

  @Override
  public Reply create(BundleEntry entry, Way way) {
    Set<Attribute> attributes = attributes(entry);
    attributes.add(new Name(entry.name()));
    return bounded(
        way,
        () ->
            new Reply.Done(
                facade
                    .create(objectClass, attributes, new OperationOptionsBuilder().build())
                    .getUidValue()),
        Failures::created,
        Function.identity());
  }

  @Override
  public Reply find(String name, Way way) {
    return reply(way, () -> Search.named(facade, objectClass, name));
  }

  @Override
  public Reply update(String id, BundleEntry entry, Way way) {
    return reply(
        way,
        () ->
            new Reply.Done(
                facade
                    .update(
                        objectClass,
                        new Uid(id),
                        attributes(entry),
                        new OperationOptionsBuilder().build())
                    .getUidValue()));
  }

  @Override
  public Reply delete(String id, Way way) {
    return reply(
        way,
        () -> {
          facade.delete(objectClass, new Uid(id), new OperationOptionsBuilder().build());
          return new Reply.Done(null);
        });
  }

  /** Whoever is not there has no password either: the service does not let it in. */
  @Override
  public SignIn signIn(String login, Secret password, Way way) {
    return bounded(
        way,
        () -> {
          Uid _ =
              facade.authenticate(
                  objectClass, login, guarded(password), new OperationOptionsBuilder().build());
          return new SignIn.In(Map.of());
        },
        failure ->
            failure instanceof InvalidCredentialException || failure instanceof UnknownUidException
                ? new SignIn.Refused("the service does not let it in")
                : new SignIn.Untold(Failures.reply(failure)),
        SignIn.Untold::new);
  }

  @Override
  public Listing list(String username, @Nullable String from, Way way) {
    return bounded(
        way,
        () -> Search.page(lister, objectClass, username, from),
        failure -> new Listing.Untold(Failures.reply(failure)),
        Listing.Untold::new);
  }

  @Override
  public Reply check(Way way) {
    return reply(
        way,
        () -> {
          facade.test();
          return new Reply.Done(null);
        });
  }

  private static Set<Attribute> attributes(BundleEntry entry) {
    Set<Attribute> attributes = new HashSet<>();
    entry
        .attributes()
        .forEach((name, text) -> attributes.add(AttributeBuilder.build(name, List.of(text))));
    attributes.add(AttributeBuilder.buildPassword(guarded(entry.password())));
    return attributes;
  }

  private static GuardedString guarded(Secret secret) {
    return new GuardedString(secret.reveal().toCharArray());
  }

  private Reply reply(Way way, Callable<Reply> call) {
    return bounded(way, call, Failures::reply, Function.identity());
  }

  private <T> T bounded(
      Way way, Callable<T> call, Function<Throwable, T> failed, Function<Reply, T> unanswered) {
    boolean secure = url.getScheme().toLowerCase(Locale.ROOT).equals("ldaps");
    Bounds.Place place = new Bounds.Place(url, way, secure, new AtomicReference<>());
    try {
      return Bounds.call(place, call);
    } catch (TimeoutException e) {
      return unanswered.apply(
          new Reply.Unknown("no answer within " + way.within().toMillis() + " ms"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered.apply(new Reply.Unknown("interrupted"));
    } catch (ExecutionException e) {
      return failed.apply(said(e, place));
    }
  }

  /** One that never answered has not refused a password, whatever the bundle makes of it. */
  private static Throwable said(ExecutionException failure, Bounds.Place place) {
    Throwable said = failure.getCause() == null ? failure : failure.getCause();
    IOException broken = place.broken().get();
    return broken instanceof SSLHandshakeException
            || (said instanceof InvalidCredentialException && broken != null)
        ? broken
        : said;
  }

  @Override
  public void close() {
    facade.dispose();
    lister.dispose();
  }
}
