package network.reuse.collection.domain;

import org.jspecify.annotations.Nullable;

/**
 * How a site is found and reached: what is sealed of it. Shows nothing when it is printed.
 *
 * @param street the number and street, and the door
 * @param access what a driver has to know, such as a gate's height
 * @param openingHours when somebody is there, in words
 * @param phone a function's, such as the switchboard
 * @param email a function's mailbox
 */
public record SiteContact(
        String street, @Nullable String access, @Nullable String openingHours, String phone, String email) {

    @Override
    public String toString() {
        return "SiteContact[…]";
    }
}
