{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "BxVxW94ckXicn6DZnyZCOqodSqSqwaggQUnjuGEZlVu7+YrrKM7IIjhNHpjzvjeAeQhpNxE1qNBhY9LVz4OpBw=="
}
