namespace Naru.Agent.Reconciling;

/// <summary>A service without which a port must not be called active, however well it is wired.</summary>
public interface IPortGate
{
    /// <summary>Why the port is not ready; null when nothing of this service is missing.</summary>
    string? Refusal(string portId);
}
