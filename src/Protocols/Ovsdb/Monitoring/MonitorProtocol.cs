namespace Naru.Protocols.Ovsdb.Monitoring;

/// <summary>The three generations of monitoring, newest first.</summary>
public enum MonitorProtocol
{
    /// <summary><c>monitor_cond_since</c> and <c>update3</c> (ovsdb-server(7) 4.1.15): resumes where it was.</summary>
    ConditionalSince,

    /// <summary><c>monitor_cond</c> and <c>update2</c> (ovsdb-server(7) 4.1.12).</summary>
    Conditional,

    /// <summary><c>monitor</c> and <c>update</c> (RFC 7047 §4.1.5).</summary>
    Plain,
}
