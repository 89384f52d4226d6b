package dev.testaccounts.samples.userservice;

/**
 * What the service has seen since it started or last forgot.
 *
 * @param createCalls calls to create that arrived, well formed or not
 * @param deleteCalls calls to delete that arrived
 * @param created accounts that came to be
 * @param deleted accounts that went
 * @param conflicts calls to create that met an account of that name
 * @param faultsServed calls that a fault spoiled
 * @param inFlight create, delete and login calls that are being worked on now
 * @param mostInFlight the most of them at once
 */
public record Stats(
    long createCalls,
    long deleteCalls,
    long created,
    long deleted,
    long conflicts,
    long faultsServed,
    int inFlight,
    int mostInFlight) {}
