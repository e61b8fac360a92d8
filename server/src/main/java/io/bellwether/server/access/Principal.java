package io.bellwether.server.access;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name kept with what it writes
 * @param anonymous whether no authentication is configured
 */
public record Principal(String name, Set<Role> roles, WriteScope scope, boolean anonymous) {

    /** Everybody, where no authentication is configured. */
    static final Principal ANYBODY = new Principal("anonymous", Set.of(Role.ADMIN), WriteScope.ALL, true);

    public Principal {
        roles = Set.copyOf(roles);
    }

    /** Whether it has a role, or may do everything. */
    public boolean may(Role role) {
        return roles.contains(role) || roles.contains(Role.ADMIN);
    }
}
