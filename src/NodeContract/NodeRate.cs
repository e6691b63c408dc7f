namespace Naru.NodeContract;

/// <summary>A limit.</summary>
/// <param name="Rate">Per second, greater than zero.</param>
/// <param name="Burst">What may pass at once beyond it; zero: whoever limits knows best.</param>
public sealed record NodeRate(long Rate, long Burst);
