{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "zyw6w1Zh45PQxSnWtpv8LYRB6uphXEYyafJ3FZyzKcsczEeTI/rver4LyY6wERCPsenTVmjCSKaps/4KAJI3Bw=="
}
