namespace Naru.Protocols.OpenFlow.Messages;

/// <summary><c>ofp_multipart_type</c> (OpenFlow 1.3.5 §7.3.5).</summary>
public enum MultipartType : ushort
{
    Desc = 0,
    Flow = 1,
    Aggregate = 2,
    Table = 3,
    PortStats = 4,
    GroupDesc = 7,
    MeterConfig = 10,
    PortDesc = 13,
}
