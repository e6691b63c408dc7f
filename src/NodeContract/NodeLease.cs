namespace Naru.NodeContract;

/// <summary>The server's answer to a beat: until so long after the beat was sent, nobody else will be named in the host's place.</summary>
/// <param name="Number">The beat's.</param>
/// <param name="Milliseconds">Zero: nothing is promised.</param>
public sealed record NodeLease(long Number, int Milliseconds);
