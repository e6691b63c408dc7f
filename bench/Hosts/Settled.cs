namespace Naru.Hosts.Bench;

/// <summary>What it took until nothing moved any more.</summary>
/// <param name="Hosts">Those that were told something.</param>
/// <param name="Updates">Messages to them.</param>
/// <param name="Bytes">Of these messages.</param>
/// <param name="Told">Until the last message was handed over.</param>
/// <param name="Everywhere">Until the last agent had its flows.</param>
/// <param name="Processor">Of server and agents together.</param>
/// <param name="Slowest">The longest that one agent took for one message.</param>
internal sealed record Settled(int Hosts, long Updates, long Bytes, TimeSpan Told, TimeSpan Everywhere, TimeSpan Processor, TimeSpan Slowest);
