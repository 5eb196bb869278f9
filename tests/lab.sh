# For the benches of a lab: builds what they need, then `lab CLASS ...` becomes that one. Not run by itself.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jdk=$("$root/topostream" --jdk)
class_path=$root/tests/target/classpath.txt
(cd "$root" && JAVA_HOME=$jdk MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" \
  mvn -q -B -Dquick -DskipTests -pl tests -am package) >&2

# A disk that is full takes a mount, in a namespace of its own: nothing of it is left, however the bench ends.
own=()
for form in "unshare --mount" "unshare --map-root-user --mount"; do
  if $form true 2>/dev/null; then
    read -ra own <<<"$form"
    break
  fi
done

lab() {
  local bench=$1
  shift
  exec ${own[@]+"${own[@]}"} "$jdk/bin/java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -Xmx2g -Xlog:disable -Xlog:all=error:stderr \
    -Dtopostream.root="$root" -Dtopostream.log="${TMPDIR:-/tmp}/lab.log" -Djava.awt.headless=true \
    -Dai.djl.offline=true \
    -cp "$root/tests/target/test-classes:$(cat "$class_path")" \
    "org.topostream.tests.$bench" "$@"
}
