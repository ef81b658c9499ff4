{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "5LAMBunyfdLecCxAQ65/6pvv6hzdXeLVKg7YrNwdf1lAGK4WoiRcZHAQh3YfXs5+aMtmhDhp7TQf/43r/WXCCA=="
}
