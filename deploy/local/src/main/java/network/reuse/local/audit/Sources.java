package network.reuse.local.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** What the auditor reads: it may look at everything and changes nothing. */
public interface Sources {
    /** A connection that may read everything in a service's database: the same one at each call, which the caller leaves open. */
    Connection connection(String database) throws SQLException;

    /** The folders in which services keep the bytes of files, by the names of their databases. */
    Map<String, Path> files();

    /** Settings of a Kafka client that may read every topic. */
    Map<String, Object> kafka();
}
