namespace Naru.Lab.Modes;

/// <summary>What became of pings that were sent one after the other.</summary>
/// <param name="Gap">The longest time without an answer.</param>
public sealed record PingLoss(string From, string To, int Sent, int Lost, TimeSpan Gap);
