namespace Naru.Compute.Servers;

/// <summary>What went wrong with an instance last.</summary>
public sealed record ServerFault(int Code, string Message, DateTimeOffset At)
{
    public const int Internal = 500;
}
