package dev.testaccounts.core.secret;

import java.util.Arrays;

/** A secret as it is kept: AEAD cipher text that only the {@link SecretBox} opens. */
public final class SealedSecret {

  private final byte[] cipherText;

  public SealedSecret(byte[] cipherText) {
    this.cipherText = cipherText.clone();
  }

  public byte[] cipherText() {
    return cipherText.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedSecret secret && Arrays.equals(secret.cipherText, cipherText);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cipherText);
  }

  @Override
  public String toString() {
    return "sealed";
  }
}
