using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Kernel;

/// <summary>The system calls that instances are refused (seccomp(2)): those that reach the host's kernel itself and not the instance's own things.</summary>
internal static class CallFilter
{
    private const int SetFilter = 22;
    private const nuint FilterMode = 2;

    // struct seccomp_data: the call's number, the architecture, the instruction pointer, six arguments of 64 bits.
    private const uint NumberAt = 0;
    private const uint ArchitectureAt = 4;
    private const uint FirstArgumentAt = 16;

    // linux/bpf_common.h and linux/seccomp.h.
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfSet = 0x45;
    private const ushort Return = 0x06;
    private const uint Allow = 0x7fff0000;
    private const uint Refuse = 0x00050000 | 1;
    private const uint NotThere = 0x00050000 | 38;
    private const uint KillProcess = 0x80000000;

    /// <summary>The numbers of x86-64's other system call table.</summary>
    private const uint FirstOfX32 = 0x40000000;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64;

    // AUDIT_ARCH_AARCH64 and AUDIT_ARCH_X86_64.
    private static readonly uint OwnArchitecture = IsArm ? 0xc00000b7u : 0xc000003eu;

    private static readonly uint Clone = IsArm ? 220u : 56u;

    /// <summary>Programs fall back to <c>clone</c>, whose flags can be looked at.</summary>
    private const uint Clone3 = 435;

    /// <summary>Name, number on x86-64, number on arm64 (asm/unistd.h); 0: there is none.</summary>
    private static readonly (string Name, uint Amd64, uint Arm64)[] Refused =
    [
        ("kexec_load", 246, 104), ("kexec_file_load", 320, 294), ("init_module", 175, 105), ("finit_module", 313, 273), ("delete_module", 176, 106),
        ("bpf", 321, 280), ("perf_event_open", 298, 241), ("keyctl", 250, 219), ("add_key", 248, 217), ("request_key", 249, 218),
        ("userfaultfd", 323, 282), ("open_by_handle_at", 304, 265), ("name_to_handle_at", 303, 264),
        ("io_uring_setup", 425, 425), ("io_uring_enter", 426, 426), ("io_uring_register", 427, 427),
        ("unshare", 272, 97), ("setns", 308, 268), ("mount", 165, 40), ("umount2", 166, 39), ("pivot_root", 155, 41),
        ("open_tree", 428, 428), ("move_mount", 429, 429), ("fsopen", 430, 430), ("fsconfig", 431, 431), ("fsmount", 432, 432), ("fspick", 433, 433), ("mount_setattr", 442, 442),
        ("swapon", 167, 224), ("swapoff", 168, 225), ("acct", 163, 89), ("quotactl", 179, 60), ("syslog", 103, 116),
        ("iopl", 172, 0), ("ioperm", 173, 0), ("settimeofday", 164, 170), ("clock_settime", 227, 112), ("adjtimex", 159, 171), ("clock_adjtime", 305, 266),
    ];

    /// <summary>For the calling thread and all that it starts.</summary>
    public static Result<Done> Apply()
    {
        var program = Program();
        var code = Marshal.AllocHGlobal(program.Length);
        var description = Marshal.AllocHGlobal(2 * sizeof(long));
        try
        {
            Marshal.Copy(program, 0, code, program.Length);
            // struct sock_fprog: how many instructions, and where they are.
            Marshal.WriteInt64(description, program.Length / InstructionLength);
            Marshal.WriteIntPtr(description, sizeof(long), code);
            return Libc.Control(SetFilter, FilterMode, (nuint)description, 0, 0) < 0 ? Errno.Last("filter system calls") : Done.Ok;
        }
        finally
        {
            Marshal.FreeHGlobal(description);
            Marshal.FreeHGlobal(code);
        }
    }

    private const int InstructionLength = 8;

    private static byte[] Program()
    {
        var code = new List<byte>();
        Add(LoadWord, ArchitectureAt);
        Add(JumpIfEqual, OwnArchitecture, whenTrue: 1);
        Add(Return, KillProcess);
        Add(LoadWord, NumberAt);
        Add(JumpIfAtLeast, FirstOfX32, whenFalse: 1);
        Add(Return, Refuse);
        foreach (var call in Refused)
        {
            if ((IsArm ? call.Arm64 : call.Amd64) is not 0 and var number)
            {
                Add(JumpIfEqual, number, whenFalse: 1);
                Add(Return, Refuse);
            }
        }
        Add(JumpIfEqual, Clone3, whenFalse: 1);
        Add(Return, NotThere);
        // A user namespace of its own would have all capabilities in it.
        Add(JumpIfEqual, Clone, whenFalse: 3);
        Add(LoadWord, FirstArgumentAt);
        Add(JumpIfSet, Libc.NewUser, whenFalse: 1);
        Add(Return, Refuse);
        Add(Return, Allow);
        return [.. code];

        // struct sock_filter: 16 bits of code, two jumps of 8 bits, 32 bits of operand.
        void Add(ushort operation, uint operand, byte whenTrue = 0, byte whenFalse = 0)
        {
            Span<byte> instruction = stackalloc byte[InstructionLength];
            BinaryPrimitives.WriteUInt16LittleEndian(instruction, operation);
            instruction[2] = whenTrue;
            instruction[3] = whenFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(instruction[4..], operand);
            code.AddRange(instruction);
        }
    }
}
