package dev.testaccounts.core.memory;

import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.secret.SecretBox;
import java.nio.charset.StandardCharsets;

/** Seals nothing, but insists on the context, as a real box does. */
public final class PlainBox implements SecretBox {

  @Override
  public SealedSecret seal(Secret secret, String context) {
    return new SealedSecret((context + "\n" + secret.reveal()).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Secret open(SealedSecret sealed, String context) {
    String text = new String(sealed.cipherText(), StandardCharsets.UTF_8);
    if (!text.startsWith(context + "\n")) {
      throw new IllegalStateException("sealed for another context");
    }
    return new Secret(text.substring(context.length() + 1));
  }
}
