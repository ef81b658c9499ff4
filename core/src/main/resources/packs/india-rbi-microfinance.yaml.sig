{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "/EEeWMb8+oDWIv6Egvh8/mFEMSiHfcCshBm/A3FlJQ3JpQ42ThLaWUERm4lE5szioB9lHHEtY5OYVy1zrDdbDg=="
}
