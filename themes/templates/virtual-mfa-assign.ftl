<#import "virtual-mfa-field.ftl" as field>
<@field.page heading="virtualMfaAssignTitle" errors=["deviceName", "code1", "code2", "codes", "ticket", "currentCode"]>
  <#assign badPair=messagesPerField.existsError('codes')>
  <p class="virtual-mfa-intro"><@field.text key=mfaAsksCode?then("virtualMfaAssignNextIntro", "virtualMfaAssignIntro") /></p>
  <form id="kc-totp-settings-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
    <@field.input name="deviceName" label="virtualMfaDeviceName" value=mfaName
        error=messagesPerField.get('deviceName') errorId="input-error-device-name" describedBy="virtual-mfa-name-help"
        autocomplete="off" maxlength="128" dir="auto">
      <p id="virtual-mfa-name-help" class="virtual-mfa-help"><@field.text key="virtualMfaDeviceNameHelp" /></p>
    </@field.input>

    <div class="virtual-mfa-step">
      <p><@field.text key="virtualMfaAppHelp" /></p>
      <details id="virtual-mfa-qr-code" class="virtual-mfa-details">
        <summary><@field.text key="virtualMfaShowQrCode" /></summary>
        <img id="kc-totp-secret-qr-code" src="${mfaQrCode}" alt="${msg("virtualMfaQrCodeAlt")}"${field.language("virtualMfaQrCodeAlt")}>
      </details>
      <details id="virtual-mfa-secret-key" class="virtual-mfa-details">
        <summary><@field.text key="virtualMfaShowSecretKey" /></summary>
        <p><@field.text key="virtualMfaSecretKeyHelp" /></p>
        <p><code id="kc-totp-secret-key" class="virtual-mfa-key" dir="ltr" translate="no">${mfaSecretKey}</code></p>
      </details>
    </div>

    <p id="virtual-mfa-codes-help" class="virtual-mfa-step"><@field.text key="virtualMfaCodesHelp" /></p>
    <@field.input name="code1" label="virtualMfaCode1" value=(mfaCode1!"")
        error=messagesPerField.get('code1') errorId="input-error-code1" invalid=badPair
        describedBy="virtual-mfa-codes-help${badPair?then(' input-error-codes', '')}"
        inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false" />
    <@field.input name="code2" label="virtualMfaCode2" value=(mfaCode2!"")
        error=messagesPerField.get('code2') errorId="input-error-code2" invalid=badPair
        describedBy="virtual-mfa-codes-help${badPair?then(' input-error-codes', '')}"
        inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
      <#if badPair><@field.message id="input-error-codes" field="codes" text=messagesPerField.get('codes') /></#if>
    </@field.input>

    <#if mfaAsksTicket>
      <@field.input name="ticket" label="virtualMfaTicket" value=(mfaTicket!"")
          error=messagesPerField.get('ticket') errorId="input-error-ticket" describedBy="virtual-mfa-ticket-help"
          autocomplete="off" maxlength="128" dir="ltr" spellcheck="false" autocapitalize="characters">
        <p id="virtual-mfa-ticket-help" class="virtual-mfa-help"><@field.text key="virtualMfaTicketHelp" /></p>
      </@field.input>
    <#elseif mfaAsksCode>
      <@field.currentCode codes=mfaCodesNeeded />
    </#if>

    <@field.submit id="saveTOTPBtn" label="virtualMfaAssign" />
    <#if mfaMayLeave>
      <@field.secondary id="virtual-mfa-leave" value="list" label="virtualMfaCancel" />
    <#elseif isAppInitiatedAction??>
      <@field.secondary id="cancelTOTPBtn" name="cancel-aia" value="true" label="virtualMfaCancel" />
    </#if>
  </form>
</@field.page>
