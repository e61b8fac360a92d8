# The bellwether program without the broker's and the registry's files of `up` and `demo`: here they are containers.
#
#   docker build .                            compiles it first, in a container
#   docker build --build-arg PROGRAM=built .  takes what ./bellwether or mvn has built in app/target/dist
ARG JRE_IMAGE=eclipse-temurin:21-jre
ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-21
ARG PROGRAM=compiled

FROM ${MAVEN_IMAGE} AS compiled
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 rm -rf app/target && mvn -B -ntp -pl app -am package -Dmaven.test.skip=true \
 && mv app/target/dist/lib /lib-of-program

FROM scratch AS built
COPY app/target/dist/lib /lib-of-program

FROM ${PROGRAM} AS program

FROM ${JRE_IMAGE}
RUN echo 'bellwether:x:10001:10001::/var/lib/bellwether:/usr/sbin/nologin' >>/etc/passwd \
 && echo 'bellwether:x:10001:' >>/etc/group \
 && install -d -o 10001 -g 10001 /var/lib/bellwether
COPY --from=program /lib-of-program /opt/bellwether/lib
COPY bellwether docker/health /opt/bellwether/
ENV PATH=/opt/bellwether:$PATH
# Numbers, so that Kubernetes can see that it is not root.
USER 10001:10001
WORKDIR /var/lib/bellwether
VOLUME /var/lib/bellwether
EXPOSE 7080
HEALTHCHECK --interval=5s --timeout=5s --start-period=2m CMD ["/opt/bellwether/health"]
ENTRYPOINT ["/opt/bellwether/bellwether"]
