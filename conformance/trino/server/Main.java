/** Starts Trino: the launcher that its tarball has is on no registry of jars. */
public class Main {
  public static void main(String[] args) throws Exception {
    // By name, so that a compiler older than Trino's class files will do.
    Class<?> server = Class.forName("io.trino.server.Server");
    server.getMethod("start", String.class).invoke(server.getConstructor().newInstance(), args[0]);
  }
}
