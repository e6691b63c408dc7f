namespace Naru.NodeContract;

/// <summary>A protocol that a router follows.</summary>
/// <param name="Helper">Its name in the API, such as <c>ftp</c>.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
public sealed record NodeConntrackHelper(string Helper, string Protocol, int Port);
