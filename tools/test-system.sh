#!/bin/sh
# Makes a real sshd and a real tmux available to the tests, which start one of their own each.
# Installs them where that needs nobody's password (root, apt-get: a container); elsewhere says what will be missing.
set -eu

find_sshd() {
    command -v sshd || for place in /usr/sbin/sshd /usr/local/sbin/sshd; do
        if [ -x "$place" ]; then echo "$place" && return; fi
    done
}

packages=
if [ -z "$(find_sshd)" ]; then packages="openssh-server openssh-client"; fi
if ! command -v tmux >/dev/null; then packages="$packages tmux"; fi

if [ -n "$packages" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # RUNLEVEL=1 keeps the package from starting the system's sshd.
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
    log=$(mktemp)
    { apt-get -qq update && apt-get -qq install --no-install-recommends $packages; } \
        >"$log" 2>&1 </dev/null || cat "$log" >&2
    rm -f "$log"
fi

if [ -n "$(find_sshd)" ]; then
    # The folder that sshd of Debian wants when it is started as root; a boot would have made it.
    if [ "$(id -u)" = 0 ]; then mkdir -p /run/sshd; fi
else
    {
        echo "************************************************************************"
        echo "* There is no sshd here: THE SSH TESTS WILL BE SKIPPED.                *"
        echo "* Install the OpenSSH server (Debian: openssh-server) to run them all. *"
        echo "************************************************************************"
    } >&2
fi

if ! command -v tmux >/dev/null; then
    {
        echo "************************************************************************"
        echo "* There is no tmux here: THE TESTS OF COPYING IN TMUX WILL BE SKIPPED. *"
        echo "* Install tmux to run them all.                                        *"
        echo "************************************************************************"
    } >&2
fi
